package dev.pagewalk.core.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StepTableTest {
    private static final Pattern GAP = Pattern.compile(" +⋮ {2}(\\d+) steps? left out");
    private static final int LONG = 400;

    private final List<Step> steps = new ArrayList<>();

    private void load(int cpu, String place, long value) {
        steps.add(new Step(steps.size(), cpu, Kind.LOAD, "", place, value, value, false, "BreakKata.java:" + (10 + cpu)));
    }

    private void store(int cpu, String place, long old, long now) {
        steps.add(new Step(steps.size(), cpu, Kind.STORE, "", place, old, now, true, "BreakKata.java:" + (20 + cpu)));
    }

    /** What both CPUs do all the time, and what has nothing to do with it. */
    private void noise(int cpu) {
        for (int i = 0; i < LONG; i++) {
            store(cpu, "mm#1 nr_ptes", i, i + 1);
        }
    }

    /** CPU 0 looks at a slot, is interrupted, and takes table 0x5 out of it long after CPU 1 did. */
    private void race() {
        noise(0);
        load(0, "mm#1 pmd[0]", 0x5005);
        noise(0);
        noise(1);
        store(1, "mm#1 pmd[0]", 0x5005, 0x7007);
        noise(1);
        store(0, "mm#1 pmd[0]", 0x7007, 0x9007);
        noise(0);
    }

    private static int told(List<String> lines) {
        int told = 0;
        for (String line : lines.subList(1, lines.size())) {
            Matcher gap = GAP.matcher(line);
            told += gap.matches() ? Integer.parseInt(gap.group(1)) : 1;
        }
        return told;
    }

    @Test
    void of_a_long_story_the_steps_stay_that_came_to_the_frame_which_the_failure_names() {
        race();

        List<String> lines = new StepTable(steps, "page 0x7 is in use, and reachable by nobody").lines(18, 78);
        String text = String.join("\n", lines);

        assertTrue(lines.size() <= 18, text);
        assertTrue(text.contains("mm#1 pmd[0]   = 0x5005"), text);
        assertTrue(text.contains("0x5005 → 0x7007"), text);
        assertTrue(text.contains("0x7007 → 0x9007"), text);
        assertEquals(steps.size(), told(lines), text);
    }

    @Test
    void the_last_step_of_each_cpu_and_the_step_before_it_was_interrupted_stay() {
        noise(0);
        load(0, "mm#1 pud[0]", 1);
        noise(1);
        load(1, "mm#2 pud[0]", 2);
        noise(0);
        load(0, "mm#3 pud[0]", 3);

        String text = String.join("\n", new StepTable(steps, "a CPU's program threw").lines(12, 78));

        for (int mm = 1; mm <= 3; mm++) {
            assertTrue(text.contains("mm#" + mm + " pud[0]"), text);
        }
    }

    @Test
    void a_lock_that_the_failure_names_stays_and_what_a_table_holds_goes_first() {
        store(1, "page 0x5 table lock", 0, 2);
        for (int i = 0; i < LONG; i++) {
            store(0, "pte table 0x5[" + i + "]", 0, 0x6067);
        }
        store(0, "mm#1 flags", 0, 1);
        store(1, "mm#1 flags", 1, 2);

        String text = String.join("\n", new StepTable(steps, "CPU 0 waits for pte lock (page 0x5 table lock)").lines(8, 78));

        assertTrue(text.contains("page 0x5 table lock"), text);
    }

    @Test
    void however_narrow_the_terminal_is_no_line_is_longer_and_no_word_is_lost() {
        load(0, "page 0x5 cow_pte_owner", 0x4000);
        store(1, "pte table 0x5[12]", 0x8000000000005067L, 0x8000000000005225L);

        for (int columns = 60; columns <= 120; columns++) {
            List<String> lines = new StepTable(steps, "").lines(Integer.MAX_VALUE, columns);
            String text = String.join("\n", lines);
            int width = columns;

            assertTrue(lines.stream().allMatch(line -> line.stripTrailing().length() <= width), columns + "\n" + text);
            for (String word : List.of("page 0x5 cow_pte_owner", "= 0x4000", "pte table 0x5[12]", "0x8000000000005067 → 0x8000000000005225", ":10", ":21")) {
                assertTrue(text.contains(word), word + " in\n" + text);
            }
        }
    }
}
