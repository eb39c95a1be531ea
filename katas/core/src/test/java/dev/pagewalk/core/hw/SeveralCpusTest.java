package dev.pagewalk.core.hw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.hook.WouldBlock;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** CPUs share memory and nothing else; under a hook, their accesses interleave. */
@Tag("quick")
class SeveralCpusTest {
    private static final long VA = 0x5000;
    private static final long OLD = 0x20_0000L;
    private static final long NEW = 0x30_0000L;

    private final RecordingHook hook = new RecordingHook();
    private final Paging paging = new Paging(PagingMode.FOUR_LEVEL, new PhysicalMemory(40, hook));
    private final Cpu cpu = paging.cpu;
    private final Cpu other = new Cpu(1, paging.memory);

    @BeforeEach
    void map() {
        other.writeCr3(Paging.ROOT);
        paging.map(VA, OLD, Paging.ALL);
        hook.forget();
    }

    @Test
    void each_cpu_has_a_tlb_of_its_own() {
        cpu.translate(VA, Access.READ);
        other.translate(VA, Access.READ);
        paging.map(VA, NEW, Paging.ALL);

        cpu.invlpg(VA);

        assertEquals(NEW, cpu.translate(VA, Access.READ));
        assertEquals(OLD, other.translate(VA, Access.READ));
    }

    @Test
    void an_instruction_takes_the_cpu_and_gives_it_back_around_its_accesses() {
        paging.map(VA, OLD, Paging.ALL | Entry.ACCESSED);
        cpu.load(VA);
        hook.forget();

        cpu.store(VA, 7);
        cpu.load(VA);

        assertEquals("update CPU 0 between instructions ACQUIRE 1 0, "
                + "load " + Long.toHexString(paging.entry(VA, 1)) + " ACQUIRE, "
                + "update " + Long.toHexString(paging.entry(VA, 1)) + " COMPARE_AND_SET 200027 200067, "
                + "store 200000 7 RELAXED, "
                + "store CPU 0 between instructions 0 RELEASE, "
                + "update CPU 0 between instructions ACQUIRE 1 0, "
                + "load 200000 RELAXED, "
                + "store CPU 0 between instructions 0 RELEASE", hook.text());
    }

    @Test
    void every_instruction_that_uses_the_caches_takes_the_cpu() {
        cpu.translate(VA, Access.READ);
        hook.forget();

        cpu.translate(VA, Access.READ);
        cpu.invlpg(VA);
        cpu.invpcid(2, 0, 0);
        cpu.writeCr3(Paging.ROOT);

        String pair = "update CPU 0 between instructions ACQUIRE 1 0, store CPU 0 between instructions 0 RELEASE";
        assertEquals(String.join(", ", pair, pair, pair, pair), hook.text());
    }

    @Test
    void a_flush_for_a_cpu_cannot_come_in_the_middle_of_its_instruction() {
        hook.beforeUpdate(() -> assertThrows(WouldBlock.class, () -> cpu.invlpg(VA)));

        cpu.translate(VA, Access.READ);

        assertEquals(1, cpu.tlb().entries().size());
        cpu.invlpg(VA);
        assertTrue(cpu.tlb().entries().isEmpty());
    }

    @Test
    void a_walk_that_loses_a_race_begins_anew() {
        hook.beforeUpdate(() -> paging.poke(VA, 1, NEW | Paging.ALL));
        paging.poke(VA, 4, paging.peek(VA, 4) | Entry.ACCESSED);
        paging.poke(VA, 3, paging.peek(VA, 3) | Entry.ACCESSED);
        paging.poke(VA, 2, paging.peek(VA, 2) | Entry.ACCESSED);

        assertEquals(NEW, cpu.translate(VA, Access.WRITE));

        assertEquals(NEW | Paging.ALL | Entry.ACCESSED | Entry.DIRTY, paging.peek(VA, 1));
        assertEquals(8, paging.count(Event.WALK_READ));
        assertEquals(1, paging.count(Event.PAGE_WALK));
    }

    @Test
    void a_walk_that_loses_a_race_high_up_does_not_trust_the_tables_below() {
        long elsewhere = 0x900_0000L;
        paging.memory.poke(elsewhere + 8L * LinearAddress.index(VA, 1), NEW | Paging.ALL);
        hook.beforeUpdate(() -> {
            paging.poke(VA, 2, elsewhere | Paging.ALL);
            paging.poke(VA, 4, paging.peekRoot(VA) & ~Entry.WRITABLE);
        });

        assertEquals(NEW, cpu.translate(VA, Access.READ));

        assertEquals(List.of(elsewhere), cpu.pagingStructureCaches().entries().stream()
                .filter(entry -> entry.level() == 2).map(TlbEntry::pa).toList());
        assertFalse(cpu.tlb().entries().get(0).writable());
    }

    @Test
    void a_walk_that_faults_leaves_nothing_cached() {
        paging.map(VA, OLD, Entry.PRESENT);

        assertEquals(Cpu.FAULT, cpu.translate(VA, Access.WRITE));

        assertEquals(List.of(), cpu.pagingStructureCaches().entries());
        assertEquals(List.of(), cpu.tlb().entries());
    }

    @Test
    void a_walk_never_sets_flags_in_an_entry_that_was_cleared_meanwhile() {
        hook.beforeUpdate(() -> paging.poke(VA, 4, 0));

        assertEquals(Cpu.FAULT, cpu.translate(VA, Access.READ));

        assertEquals(0, paging.peekRoot(VA));
        assertFalse(((PageFault) cpu.fault()).isPresent());
        assertTrue(cpu.tlb().entries().isEmpty());
    }

    @Test
    void a_cpu_is_given_back_when_its_program_is_ended_inside_an_instruction() {
        hook.beforeUpdate(() -> {
            throw new IllegalStateException("ended");
        });

        assertThrows(IllegalStateException.class, () -> cpu.load(VA));

        assertEquals(0, cpu.boundary().peek(0));
        assertEquals(OLD, cpu.translate(VA, Access.READ));
    }

    @Test
    void setting_flags_moves_the_line_from_the_cpu_that_set_flags_before() {
        cpu.translate(VA, Access.READ);
        assertEquals(0, paging.count(Event.LINE_TRANSFER));

        other.translate(VA, Access.WRITE);

        assertEquals(1, paging.count(Event.LINE_TRANSFER));
    }

    @Test
    void loads_and_stores_of_data_go_through_the_hook_on_a_hit_too() {
        cpu.store(VA, 5);
        cpu.load(VA);
        cpu.load(VA);
        hook.forget();

        assertEquals(5, cpu.load(VA));

        assertTrue(hook.text().contains("load 200000 RELAXED"), hook.text());
        assertEquals(5, other.load(VA));
        assertEquals("CPU 1 between instructions", other.boundary().describe(0));
    }
}
