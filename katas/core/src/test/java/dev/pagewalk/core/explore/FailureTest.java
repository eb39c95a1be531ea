package dev.pagewalk.core.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.hook.Hook;
import org.junit.jupiter.api.Test;

class FailureTest {
    private static final Scenario<Variable> LOST_UPDATE = Scenario.named("two increments")
            .setUp(hook -> new Variable(hook, "x <&> \"y\"", 0))
            .cpu("CPU 0: x++", x -> x.store(x.load() + 1))
            .cpu("CPU 1: x++", x -> x.store(x.load() + 1))
            .atEnd(x -> assertEquals(2, x.load()));

    private static Failure failure() {
        return Explorer.standard().explore(LOST_UPDATE).failure().orElseThrow();
    }

    /** Many private steps around a race. */
    private record Long(Variable x, Variable[] own) {
        Long(Hook hook) {
            this(new Variable(hook, "x", 0), Variable.array(hook, "own", 2));
        }

        void run(int cpu) {
            for (int i = 0; i < 40; i++) {
                own[cpu].store(i);
            }
            x.store(x.load() + 1);
        }
    }

    @Test
    void the_text_tells_the_whole_story() {
        String text = failure().text().replaceAll("FailureTest.java:\\d+", "FailureTest.java:n");

        assertEquals("""
                two increments: what must hold at the end does not hold
                  expected: <2> but was: <1>
                  CPU 0: x++
                  CPU 1: x++
                  step cpu  does   to         value  at
                     0   0  load   x <&> "y"  = 0    FailureTest.java:n
                     1   1  load   x <&> "y"  = 0    FailureTest.java:n
                     2   1  store  x <&> "y"  0 → 1  FailureTest.java:n
                     3   0  store  x <&> "y"  1 → 1  FailureTest.java:n
                  schedule  0110   (4 steps, 1 preemption)""", text);
    }

    @Test
    void a_long_story_keeps_to_25_lines_and_leaves_private_steps_out_first() {
        Scenario<Long> scenario = Scenario.named("a long way to a race, told in a title that has far more letters in it than a line of eighty columns has")
                .setUp(Long::new)
                .cpu("CPU 0", world -> world.run(0))
                .cpu("CPU 1", world -> world.run(1))
                .atEnd(world -> assertEquals(2, world.x.load()));

        String text = Explorer.standard().explore(scenario).failure().orElseThrow().text();

        assertTrue(text.lines().count() <= 25, text);
        assertTrue(text.lines().allMatch(line -> line.length() <= 78), text);
        assertEquals(4, text.lines().filter(line -> line.contains("  x  ")).count(), text);
        assertTrue(text.contains("40 steps left out"), text);
    }

    @Test
    void the_json_escapes_what_json_must() {
        String json = failure().json();

        assertTrue(json.contains("\"place\": \"x <&> \\\"y\\\"\""), json);
        assertTrue(json.contains("\"schedule\": \"0110\""), json);
        assertTrue(json.contains("\"old\": \"0x1\", \"new\": \"0x1\""), json);
    }

    @Test
    void the_picture_has_a_box_for_each_step_and_escapes_what_xml_must() {
        String svg = failure().svg();

        assertEquals(1 + 4, svg.split("<rect ", -1).length - 1);
        assertTrue(svg.contains("store x &lt;&amp;&gt; \"y\" 0 → 1"), svg);
        assertTrue(svg.endsWith("</svg>\n"), svg);
    }

    @Test
    void a_schedule_of_another_scenario_is_refused() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> Explorer.standard().replay(LOST_UPDATE, "0000001"));

        assertTrue(refused.getMessage().contains("step 2 cannot happen"), refused.getMessage());
    }

    @Test
    void a_schedule_is_read_as_it_is_written() {
        String text = "0{12}1''a0'{6}b21";

        assertEquals(text, Schedule.parse(text, 3).text(3));
        assertThrows(IllegalArgumentException.class, () -> Schedule.parse("01x", 3));
    }
}
