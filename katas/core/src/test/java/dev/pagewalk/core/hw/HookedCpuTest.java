package dev.pagewalk.core.hw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Until;
import dev.pagewalk.core.hook.Update;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Under a hook every access can be watched, and other CPUs can act between two of them. */
@Tag("quick")
class HookedCpuTest {
    private static final long VA = 0x1000;
    private static final long OLD = 0x71_0000;
    private static final long NEW = 0x72_0000;
    private static final String BEGIN = "ACQUIRE CPU 0 between instructions";
    private static final String END = "store CPU 0 between instructions RELEASE";

    private final Script script = new Script();
    private final Picture at = Picture.hooked(script).page(VA, OLD | Picture.USER_RW);
    private final Cpu cpu = at.cpu;

    @Test
    void the_hook_carries_out_each_access_of_a_load() {
        at.memory.poke(OLD + 8, 42);
        script.log.clear();

        assertEquals(42, cpu.load(VA + 8));

        assertEquals(List.of(BEGIN, read(4), read(3), read(2), read(1), flag(4), flag(3), flag(2), flag(1),
                "load physical 0x710008 RELAXED", END), script.log);
        assertSame(script, at.memory.hook());
    }

    @Test
    void a_load_that_hits_still_goes_through_the_hook() {
        at.memory.poke(OLD, 42);
        cpu.load(VA);
        cpu.load(VA);
        script.log.clear();

        assertEquals(42, cpu.load(VA));

        assertEquals(List.of(BEGIN, "load physical 0x710000 RELAXED", END), script.log);
    }

    @Test
    void a_store_is_one_instruction() {
        cpu.store(VA, 1);
        script.log.clear();

        assertTrue(cpu.store(VA, 2));

        assertEquals(List.of(BEGIN, "store physical 0x710000 RELAXED", END), script.log);
        assertEquals(2, at.memory.peek(OLD));
    }

    @Test
    void instructions_that_touch_no_memory_begin_and_end_too() {
        script.log.clear();

        cpu.invlpg(VA);
        cpu.translate(0x8000_0000_0000L, Access.READ);
        cpu.writeEfer(0);

        assertEquals(List.of(BEGIN, END, BEGIN, END, BEGIN, END), script.log);
        assertEquals(0, cpu.boundary().peek(0));
    }

    @Test
    void a_faulting_load_or_store_ends_its_instruction() {
        script.log.clear();

        assertEquals(0, cpu.load(0x2000));
        assertFalse(cpu.store(0x2000, 1));

        assertEquals(2, script.log.stream().filter(BEGIN::equals).count());
        assertEquals(2, script.log.stream().filter(END::equals).count());
    }

    @Test
    void while_an_instruction_is_under_way_the_cpu_is_busy_with_its_number_plus_1() {
        Cpu third = new Cpu(2, at.memory);
        third.writeCr3(Picture.ROOT);
        long[] seen = new long[1];
        script.beforeUpdate(at.place(VA, 1), () -> seen[0] = third.boundary().peek(0));

        third.load(VA);

        assertEquals(3, seen[0]);
        assertEquals(0, third.boundary().peek(0));
        assertEquals("CPU 2 between instructions", third.boundary().describe(0));
    }

    @Test
    void a_walk_that_loses_the_race_for_an_entry_begins_anew() {
        script.beforeUpdate(at.place(VA, 1), () -> at.entry(VA, 1, NEW | Picture.USER_RW));

        assertEquals(NEW, cpu.translate(VA, Access.READ));

        assertEquals(NEW | Picture.USER_RW | Entry.ACCESSED, at.entry(VA, 1));
        assertEquals(1, at.count(Event.PAGE_WALK));
        assertEquals(8, at.count(Event.WALK_READ));
        assertEquals(5, at.count(Event.LOCKED_RMW));
        assertEquals(NEW, cpu.tlb().entries().get(0).pa());
    }

    @Test
    void a_walk_that_loses_the_race_for_a_table_takes_the_new_table() {
        at.page(0x4000_1000, NEW | Picture.USER_RW);
        long newTable = at.entry(0x4000_1000, 3);
        script.beforeUpdate(at.place(VA, 3), () -> at.entry(VA, 3, newTable));

        assertEquals(NEW, cpu.translate(VA, Access.READ));
    }

    @Test
    void a_page_that_is_unmapped_between_read_and_update_faults_and_stays_as_it_is() {
        script.beforeUpdate(at.place(VA, 1), () -> at.entry(VA, 1, 0));

        assertFalse(cpu.store(VA, 1));

        assertEquals(new PageFault(VA, PageFault.WRITE), cpu.fault());
        assertEquals(0, at.entry(VA, 1));
        assertEquals(List.of(), cpu.tlb().entries());
        assertEquals(0, at.memory.peek(OLD));
    }

    @Test
    void a_page_that_turns_read_only_between_read_and_update_is_not_written() {
        script.beforeUpdate(at.place(VA, 1), () -> at.entry(VA, 1, OLD | Picture.USER_RO));

        assertFalse(cpu.store(VA, 1));

        assertEquals(new PageFault(VA, 0x3), cpu.fault());
        assertEquals(OLD | Picture.USER_RO, at.entry(VA, 1));
    }

    private String read(int level) {
        return "load " + at.memory.describe(at.place(VA, level)) + " ACQUIRE";
    }

    private String flag(int level) {
        return "COMPARE_AND_SET " + at.memory.describe(at.place(VA, level));
    }

    /** Does what was asked, writes it down, and lets one other CPU act before one update. */
    private static final class Script implements Hook {
        final List<String> log = new ArrayList<>();
        private long trigger = -1;
        private Runnable other;

        void beforeUpdate(long index, Runnable other) {
            trigger = index;
            this.other = other;
        }

        @Override
        public long load(Cells cells, long index, Order order) {
            log.add("load " + cells.describe(index) + " " + order);
            return cells.peek(index);
        }

        @Override
        public void store(Cells cells, long index, long value, Order order) {
            log.add("store " + cells.describe(index) + " " + order);
            cells.poke(index, value);
        }

        @Override
        public long update(Cells cells, long index, Update update, long a, long b) {
            if (index == trigger) {
                trigger = -1;
                other.run();
            }
            log.add(update + " " + cells.describe(index));
            long was = cells.peek(index);
            assertTrue(update.isEnabled(was, a, b), "would wait for " + cells.describe(index));
            cells.poke(index, update.apply(was, a, b));
            return was;
        }

        @Override
        public long await(Cells cells, long index, Until until, long bound) {
            throw new AssertionError("the hardware never waits");
        }

        @Override
        public void fence(Order order) {
            throw new AssertionError("the hardware has no fences");
        }

        @Override
        public int cpu() {
            return 0;
        }
    }
}
