package dev.pagewalk.core.hw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Update;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Memory: all zero, heap only where something was written, counted, and strict about addresses. */
@Tag("quick")
class MemoryRulesTest {
    private static final long FOUR_GIB = 1L << 32;
    private static final long FRAME = 0x1000;

    private final PhysicalMemory memory = new PhysicalMemory(40, null);

    @Test
    void all_memory_is_zero_and_takes_no_heap() {
        for (long pa : new long[] {0, 0xff8, 15 * FRAME, 16 * FRAME, FOUR_GIB - 8, FOUR_GIB, (1L << 40) - 8}) {
            assertEquals(0, memory.peek(pa));
            memory.poke(pa, 0);
            memory.clear(pa);
        }

        assertEquals(0, memory.materialisedFrames());
    }

    @Test
    void a_frame_takes_heap_with_its_first_non_zero_word() {
        memory.poke(8 * FRAME + 8, 1);
        memory.poke(8 * FRAME + 16, 2);
        assertEquals(1, memory.materialisedFrames());

        memory.poke(FOUR_GIB, 3);
        assertEquals(2, memory.materialisedFrames());

        memory.poke(8 * FRAME + 8, 0);
        assertEquals(0, memory.peek(8 * FRAME + 8));
        assertEquals(2, memory.peek(8 * FRAME + 16));
        assertEquals(2, memory.materialisedFrames());
    }

    @Test
    void frames_below_4_GiB_keep_their_words_while_memory_grows() {
        long last = FOUR_GIB - FRAME;
        long[] frames = {0, FRAME, 15 * FRAME, 16 * FRAME, 17 * FRAME, 31 * FRAME, 32 * FRAME, 64 * FRAME, last};
        for (long pa : frames) {
            memory.poke(pa + 8, pa + 1);
        }

        for (long pa : frames) {
            assertEquals(pa + 1, memory.peek(pa + 8));
            assertEquals(0, memory.peek(pa));
        }
        assertEquals(0, memory.peek(18 * FRAME + 8));
        assertEquals(frames.length, memory.materialisedFrames());
    }

    @Test
    void frames_above_4_GiB_keep_their_words_while_memory_grows() {
        for (int i = 0; i < 100; i++) {
            memory.poke(FOUR_GIB + i * FRAME, i + 1);
            memory.poke(FOUR_GIB + i * (FRAME << 16) + 8, i + 1);
        }

        for (int i = 0; i < 100; i++) {
            assertEquals(i + 1, memory.peek(FOUR_GIB + i * FRAME));
            assertEquals(i + 1, memory.peek(FOUR_GIB + i * (FRAME << 16) + 8));
        }
        assertEquals(0, memory.peek(FOUR_GIB + 100 * FRAME));
        assertEquals(199, memory.materialisedFrames());
    }

    @Test
    void a_cleared_frame_is_zero_and_its_neighbours_are_not() {
        for (long pa : new long[] {4 * FRAME, FOUR_GIB + FRAME}) {
            memory.poke(pa, 1);
            memory.poke(pa + 0xff8, 2);
            memory.poke(pa + FRAME, 3);

            memory.clear(pa + 8);

            assertEquals(0, memory.peek(pa));
            assertEquals(0, memory.peek(pa + 0xff8));
            assertEquals(3, memory.peek(pa + FRAME));
        }
    }

    @Test
    void tables_lie_anywhere_in_memory() {
        for (long root : new long[] {FRAME, 40 * FRAME, FOUR_GIB, FOUR_GIB + 77 * FRAME}) {
            PhysicalMemory bare = new PhysicalMemory(40, null);
            bare.poke(root + 8, 3 | Entry.USER);
            Cpu cpu = new Cpu(0, bare);
            cpu.writeCr3(root);

            cpu.load(0x80_0000_0000L);

            assertEquals(new PageFault(0x80_0000_0000L, 0), cpu.fault());
            assertEquals(2, bare.pmu().get(Event.WALK_READ));
        }
    }

    @Test
    void accesses_to_entries_are_counted_and_to_data_are_not() {
        memory.write(8, 5);
        assertEquals(5, memory.read(8));
        assertEquals(5, memory.update(8, Update.ADD, 2, 0));
        memory.store(16, memory.load(8));

        assertEquals(7, memory.peek(16));
        assertEquals(1, memory.pmu().get(Event.ENTRY_WRITE));
        assertEquals(1, memory.pmu().get(Event.ENTRY_READ));
        assertEquals(1, memory.pmu().get(Event.LOCKED_RMW));
        memory.write(8, 9, Order.RELEASE);
        assertEquals(9, memory.read(8, Order.ACQUIRE));
        assertEquals(2, memory.pmu().get(Event.ENTRY_WRITE));
        assertEquals(2, memory.pmu().get(Event.ENTRY_READ));
    }

    @Test
    void counters_count_one_or_many_and_start_anew() {
        Pmu pmu = memory.pmu();

        pmu.count(Event.IPI);
        pmu.count(Event.IPI, 4);

        assertEquals(5, pmu.get(Event.IPI));
        assertEquals(0, pmu.get(Event.PAGE_FAULT));
        pmu.reset();
        assertEquals(0, pmu.get(Event.IPI));
    }

    @Test
    void a_line_moves_when_another_cpu_modifies_it() {
        assertFalse(memory.lines().own(0, 0x1000));
        assertFalse(memory.lines().own(0, 0x103f));
        assertTrue(memory.lines().own(1, 0x1038));
        assertFalse(memory.lines().own(0, 0x1040));
        assertTrue(memory.lines().own(0, 0x1000));
        assertEquals(2, memory.pmu().get(Event.LINE_TRANSFER));
    }

    @Test
    void a_misaligned_address_is_told_what_to_do() {
        String rule = "physical address 0x1004 is not a multiple of 8:"
                + " memory is accessed in aligned words of 8 bytes, so clear bits 2:0";

        assertComplaint(rule, () -> memory.peek(0x1004));
        assertComplaint(rule, () -> memory.poke(0x1004, 1));
        assertComplaint(rule, () -> memory.clear(0x1004));
        assertEquals(0, memory.materialisedFrames());
    }

    @Test
    void an_address_from_maxphyaddr_up_is_told_what_it_may_be() {
        String rule = "physical address 0x10000000000 is not below 2^40 (MAXPHYADDR):"
                + " is this a linear address, or an entry whose flags were not masked off?";

        assertComplaint(rule, () -> memory.read(1L << 40));
        assertComplaint(rule, () -> memory.write(1L << 40, 1));
        assertThrows(IllegalArgumentException.class, () -> memory.peek(-8));
    }

    @Test
    void a_misaligned_linear_address_is_told_what_to_do() {
        Picture at = new Picture().page(0x1000, 0x71_0000 | Picture.USER_RW);
        Cpu cpu = at.cpu;
        at.memory.poke(0x71_0000, 42);
        String rule = "linear address 0x1004 is not a multiple of 8:"
                + " this machine loads and stores aligned words of 8 bytes, so clear bits 2:0";
        assertEquals(42, cpu.load(0x1000));

        assertComplaint(rule, () -> cpu.load(0x1004));
        assertComplaint(rule, () -> cpu.store(0x1004, 1));
        assertEquals(0x71_0004, cpu.translate(0x1004, Access.READ));
    }

    @Test
    void maxphyaddr_is_36_to_52() {
        for (int wrong : new int[] {35, 53}) {
            assertComplaint("MAXPHYADDR is 36 to 52 on processors with 4-level paging, but was " + wrong,
                    () -> new PhysicalMemory(wrong, null));
        }
        assertEquals(36, new PhysicalMemory(36, null).maxPhyAddr());
        assertEquals(52, new PhysicalMemory(52, null).maxPhyAddr());
        assertNull(memory.hook());
    }

    @Test
    void a_word_is_called_by_its_address_until_someone_knows_better() {
        assertEquals("physical 0x1008", memory.describe(0x1008));

        memory.describeWith(pa -> "pte[" + (pa >>> 3 & 511) + "]");

        assertEquals("pte[1]", memory.describe(0x1008));
    }

    private static void assertComplaint(String expected, Executable call) {
        assertEquals(expected, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
