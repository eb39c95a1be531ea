package dev.pagewalk.katas.k0_walk;

import static dev.pagewalk.core.contract.PageWalk.EXECUTE;
import static dev.pagewalk.core.contract.PageWalk.NOT_MAPPED;
import static dev.pagewalk.core.contract.PageWalk.READ;
import static dev.pagewalk.core.contract.PageWalk.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.contract.PageWalk;
import dev.pagewalk.core.hw.Access;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.PhysicalMemory;
import dev.pagewalk.katas.support.SceneExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kata 0 from its smallest step to the whole. The tables below are those of handout 0. */
@ExtendWith(SceneExtension.class)
@TestMethodOrder(MethodOrderer.DisplayName.class)
class WalkTest {
    private static final long CR3 = 0x1000;
    /** Index 1 at level 4, 2 at level 3, 3 at level 2, 4 at level 1, offset 0x567. */
    private static final long SMALL = 1L << 39 | 2L << 30 | 3L << 21 | 4L << 12 | 0x567;
    /** The same down to level 3; its next slot holds a page of 2 MiB. */
    private static final long LARGE = 1L << 39 | 2L << 30 | 5L << 21 | 0x12345;

    private static final int P_RW_US = 7;

    private final PageWalk kata = new WalkKata();
    private final PhysicalMemory memory = new PhysicalMemory(36, null);

    /**
     * <pre>
     *   0x1000 PML4[1] --&gt; 0x2000 PDPT[2] --&gt; 0x3000 PD[3] --&gt; 0x4000 PT[4] --&gt; 0x77000
     *                                                 PD[5]  PS=1  --------------&gt; 0x600000, 2 MiB
     * </pre>
     */
    @BeforeEach
    void set_up() {
        memory.poke(0x1000 + 8 * 1, 0x2000 | P_RW_US);
        memory.poke(0x2000 + 8 * 2, 0x3000 | P_RW_US);
        memory.poke(0x3000 + 8 * 3, 0x4000 | P_RW_US);
        memory.poke(0x3000 + 8 * 5, 0x600000 | 1 << 7 | P_RW_US);
        memory.poke(0x4000 + 8 * 4, 0x77000 | P_RW_US);
    }

    @Test
    @DisplayName("0.1 an address falls into indices and an offset")
    void an_address_falls_into_indices_and_an_offset() {
        assertEquals(1, kata.index(SMALL, 4));
        assertEquals(2, kata.index(SMALL, 3));
        assertEquals(3, kata.index(SMALL, 2));
        assertEquals(4, kata.index(SMALL, 1));
        assertEquals(511, kata.index(-1L, 4), "the last entry of the last table, of the upper half");
        assertEquals(0x567, kata.offset(SMALL, 1));
        assertEquals(0x12345, kata.offset(LARGE, 2));
    }

    @Test
    @DisplayName("0.2 a leaf maps a page itself")
    void a_leaf_maps_a_page_itself() {
        assertTrue(kata.isLeaf(0x77000 | P_RW_US, 1));
        assertTrue(kata.isLeaf(0x600000 | 1 << 7 | P_RW_US, 2));
        assertFalse(kata.isLeaf(0x4000 | P_RW_US, 2), "names a table");
        assertFalse(kata.isLeaf(0x600000 | 1 << 7, 2), "is not present");
    }

    @Test
    @DisplayName("0.3 a walk ends where the processor's ends")
    void a_walk_ends_where_the_processors_ends() {
        Cpu cpu = new Cpu(0, memory);
        cpu.writeCr3(CR3);

        assertEquals(0x77567, kata.translate(memory, CR3, SMALL));
        assertEquals(0x612345, kata.translate(memory, CR3, LARGE));
        assertEquals(cpu.translate(SMALL, Access.READ), kata.translate(memory, CR3, SMALL));
        assertEquals(NOT_MAPPED, kata.translate(memory, CR3, SMALL + 0x1000));
    }

    @Test
    @DisplayName("0.4 a right is a right only if every level gives it")
    void a_right_is_a_right_only_if_every_level_gives_it() {
        assertEquals(READ | WRITE | EXECUTE, kata.rights(memory, CR3, SMALL));

        memory.poke(0x3000 + 8 * 3, 0x4000 | 5);

        assertEquals(READ | EXECUTE, kata.rights(memory, CR3, SMALL), "the PD entry is read-only: so are 512 pages below it");
        assertEquals(READ | WRITE | EXECUTE, kata.rights(memory, CR3, LARGE), "its neighbour is not");
        assertEquals(0, kata.rights(memory, CR3, SMALL + 0x1000), "nothing is mapped");
    }
}
