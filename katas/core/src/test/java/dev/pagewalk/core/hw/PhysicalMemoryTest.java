package dev.pagewalk.core.hw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Update;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("quick")
class PhysicalMemoryTest {
    private static final long GIB = 1L << 30;

    private final PhysicalMemory memory = new PhysicalMemory(52, null);

    @ParameterizedTest
    @ValueSource(longs = {0, 8, 0x1ff8, 0x800_0000L, 0xffff_fff8L, 0x1_0000_0000L, 0xf_ffff_ffff_fff8L})
    void a_word_keeps_what_was_stored_in_it(long pa) {
        memory.poke(pa, -2);

        assertEquals(-2, memory.peek(pa));
        assertEquals(0, memory.peek(pa ^ 16));
    }

    @Test
    void frames_far_apart_do_not_disturb_each_other() {
        for (long n = 0; n < 1000; n++) {
            memory.poke(n << 33, n + 1);
        }

        for (long n = 0; n < 1000; n++) {
            assertEquals(n + 1, memory.peek(n << 33));
        }
        assertEquals(1000, memory.materialisedFrames());
    }

    @Test
    void a_gibibyte_of_zeros_takes_no_heap() {
        for (long pa = 0; pa < GIB; pa += PhysicalMemory.FRAME_SIZE) {
            memory.poke(pa, 0);
        }

        assertEquals(0, memory.materialisedFrames());
        assertEquals(0, memory.peek(GIB / 2));
    }

    @Test
    void a_frame_takes_heap_once_a_word_is_not_zero() {
        memory.poke(0x5008, 1);
        memory.poke(0x5010, 2);
        memory.poke(0x5008, 0);

        assertEquals(1, memory.materialisedFrames());
        assertEquals(0, memory.peek(0x5008));
        assertEquals(2, memory.peek(0x5010));
    }

    @Test
    void clearing_a_frame_leaves_its_neighbours() {
        memory.poke(0x4ff8, 1);
        memory.poke(0x5000, 2);
        memory.poke(0x6000, 3);

        memory.clear(0x5000);
        memory.clear(0x9000);

        assertEquals(1, memory.peek(0x4ff8));
        assertEquals(0, memory.peek(0x5000));
        assertEquals(3, memory.peek(0x6000));
    }

    @Test
    void nothing_is_ever_stored_in_the_shared_zeros() {
        memory.poke(0x5000, 0);
        memory.clear(0x5000);
        memory.poke(0x7000, 7);

        assertEquals(0, memory.peek(0x5000));
        assertEquals(0, new PhysicalMemory(40, null).peek(0x7000));
    }

    @Test
    void a_misaligned_address_is_refused_with_the_rule() {
        memory.poke(0x5000, 1);

        String message = assertThrows(IllegalArgumentException.class, () -> memory.peek(0x5004)).getMessage();

        assertEquals("physical address 0x5004 is not a multiple of 8: memory is accessed in aligned words of 8 bytes,"
                + " so clear bits 2:0", message);
    }

    @Test
    void an_address_beyond_maxphyaddr_is_refused_with_the_rule_and_changes_nothing() {
        PhysicalMemory small = new PhysicalMemory(36, null);

        String message = assertThrows(IllegalArgumentException.class, () -> small.poke(1L << 36, 1)).getMessage();

        assertTrue(message.startsWith("physical address 0x1000000000 is not below 2^36 (MAXPHYADDR)"), message);
        assertThrows(IllegalArgumentException.class, () -> small.read(-8));
        assertThrows(IllegalArgumentException.class, () -> small.clear(1L << 40));
        assertEquals(0, small.materialisedFrames());
        small.poke((1L << 36) - 8, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 35, 53})
    void maxphyaddr_has_a_range(int bits) {
        String message = assertThrows(IllegalArgumentException.class, () -> new PhysicalMemory(bits, null)).getMessage();

        assertTrue(message.contains("MAXPHYADDR is 36 to 52") && message.endsWith("but was " + bits), message);
    }

    @Test
    void maxphyaddr_and_hook_are_known() {
        RecordingHook hook = new RecordingHook();

        assertEquals(36, new PhysicalMemory(36, hook).maxPhyAddr());
        assertEquals(hook, new PhysicalMemory(36, hook).hook());
    }

    @Test
    void accesses_to_entries_are_counted_and_accesses_to_data_are_not() {
        memory.write(0x1000, 5);
        memory.write(0x1008, 6, Order.RELEASE);
        long first = memory.read(0x1000);
        memory.read(0x1008, Order.ACQUIRE);
        memory.read(0x1010);
        long was = memory.update(0x1000, Update.ADD, 10, 0);
        memory.store(0x1018, 9);

        assertEquals(5, first);
        assertEquals(5, was);
        assertEquals(15, memory.load(0x1000));
        assertEquals(9, memory.load(0x1018));
        assertEquals(2, memory.pmu().get(Event.ENTRY_WRITE));
        assertEquals(3, memory.pmu().get(Event.ENTRY_READ));
        assertEquals(1, memory.pmu().get(Event.LOCKED_RMW));
    }

    @Test
    void all_five_accesses_go_through_the_hook() {
        RecordingHook hook = new RecordingHook();
        PhysicalMemory hooked = new PhysicalMemory(40, hook);

        hooked.write(0x1000, 5);
        hooked.write(0x1000, 6, Order.RELEASE);
        hooked.read(0x1000);
        hooked.read(0x1000, Order.ACQUIRE);
        hooked.update(0x1000, Update.OR, 8, 0);
        hooked.store(0x1008, 1);
        hooked.load(0x1008);
        hooked.peek(0x1000);
        hooked.poke(0x1000, 1);
        hooked.clear(0x1000);

        assertEquals("store 1000 5 RELAXED, store 1000 6 RELEASE, load 1000 RELAXED, load 1000 ACQUIRE,"
                + " update 1000 OR 8 0, store 1008 1 RELAXED, load 1008 RELAXED", hook.text());
    }

    @Test
    void a_cell_is_called_by_its_address_unless_somebody_knows_better() {
        assertEquals("physical 0x1008", memory.describe(0x1008));

        memory.describeWith(pa -> "pmd[" + pa / 8 % 512 + "]");

        assertEquals("pmd[1]", memory.describe(0x1008));
    }

    @Test
    void counters_count_many_at_once_and_start_anew() {
        Pmu pmu = memory.pmu();
        pmu.count(Event.IPI);
        pmu.count(Event.IPI, 4);

        assertEquals(5, pmu.get(Event.IPI));
        pmu.reset();
        assertEquals(0, pmu.get(Event.IPI));
    }

    @Test
    void a_line_moves_when_another_cpu_modifies_it() {
        CacheLines lines = memory.lines();

        assertFalse(lines.own(0, 0x1000));
        assertFalse(lines.own(0, 0x1038));
        assertTrue(lines.own(1, 0x1010));
        assertFalse(lines.own(1, 0x1000));
        assertFalse(lines.own(0, 0x1040));
        assertTrue(lines.own(0, 0x1000));
        assertEquals(2, memory.pmu().get(Event.LINE_TRANSFER));
    }
}
