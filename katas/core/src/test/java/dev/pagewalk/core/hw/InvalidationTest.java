package dev.pagewalk.core.hw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.TreeSet;

/**
 * What each operation forgets. Before each test two PCIDs have used the same tree, and the current one is 0:
 *
 * <pre>
 *   name   PCID   page            name   PCID   page
 *   a      0      PAGE, 4 KiB     A      5      PAGE
 *   b      0      NEXT, 4 KiB     B      5      NEXT
 *   m      0      LARGE, 2 MiB    M      5      LARGE
 *   g      all    GLOBAL, 4 KiB   h      all    GLOBAL_LARGE, 2 MiB
 * </pre>
 *
 * <p>The walk caches then hold, for PCID 0, the path to PAGE and the directory of LARGE; for PCID 5 only the directory
 * of GLOBAL_LARGE, for which PCID 0 needed no walk.
 */
@Tag("quick")
class InvalidationTest {
    private static final long PAGE = 0x1000;
    private static final long NEXT = 0x2000;
    private static final long GLOBAL = 0x3000;
    private static final long LARGE = 0x4000_0000;
    private static final long GLOBAL_LARGE = 0x8000_0000L;
    private static final long PA = 0x80_0000;
    private static final int OTHER = 5;

    private final Picture at = new Picture().withPcids().with(Bits.CR4_PGE)
            .page(PAGE, PA | Picture.USER_RW).page(NEXT, PA | Picture.USER_RW).page2M(LARGE, PA | Picture.USER_RW)
            .page(GLOBAL, PA | Picture.USER_RW | Entry.GLOBAL).page2M(GLOBAL_LARGE, PA | Picture.USER_RW | Entry.GLOBAL);
    private final Cpu cpu = at.cpu;

    @BeforeEach
    void use_all_pages_under_both_pcids() {
        cpu.writeCr3(Bits.CR3_NO_FLUSH | Picture.ROOT | OTHER);
        loadAll();
        cpu.writeCr3(Bits.CR3_NO_FLUSH | Picture.ROOT);
        loadAll();
        assertEquals("ABMabghm", held());
        at.memory.pmu().reset();
    }

    @Test
    void invlpg_forgets_the_page_of_the_current_pcid() {
        cpu.invlpg(PAGE + 0xfff);

        assertHeld("ABMbghm", Event.TLB_FLUSH_PAGE);
    }

    @Test
    void invlpg_anywhere_inside_a_large_page_forgets_it_all() {
        cpu.invlpg(LARGE + 0x12_3456);

        assertHeld("ABMabgh", Event.TLB_FLUSH_PAGE);
    }

    @Test
    void invlpg_forgets_global_pages() {
        cpu.invlpg(GLOBAL);
        cpu.invlpg(GLOBAL_LARGE + 0x1f_f000);

        assertEquals("ABMabm", held());
        assertEquals(2, at.count(Event.TLB_FLUSH_PAGE));
    }

    @Test
    void invlpg_forgets_every_walk_cache_of_the_current_pcid() {
        assertEquals("4+1", tables());

        cpu.invlpg(0x7000_0000_0000L);

        assertEquals("0+1", tables());
        assertEquals("ABMabghm", held());
    }

    @Test
    void invlpg_leaves_the_walk_caches_of_other_pcids() {
        cpu.writeCr3(Bits.CR3_NO_FLUSH | Picture.ROOT | OTHER);

        cpu.invlpg(0x7000_0000_0000L);

        assertEquals("4+0", tables());
    }

    @Test
    void invlpg_of_an_address_that_is_not_canonical_forgets_nothing() {
        cpu.invlpg(0x8000_0000_0000L);

        assertEquals("ABMabghm", held());
        assertEquals("4+1", tables());
    }

    @Test
    void mov_cr3_forgets_the_new_pcid_but_for_global_pages() {
        cpu.writeCr3(Picture.ROOT | OTHER);

        assertHeld("abghm", Event.TLB_FLUSH_PCID);
        assertEquals("4+0", tables());
        cpu.writeCr3(Picture.ROOT);
        assertEquals("gh", held());
        assertEquals("0+0", tables());
    }

    @Test
    void mov_cr3_with_bit_63_forgets_nothing() {
        cpu.writeCr3(Bits.CR3_NO_FLUSH | Picture.OTHER_ROOT | OTHER);

        assertHeld("ABMabghm", null);
        assertEquals(PA, cpu.translate(PAGE, Access.READ));
    }

    @Test
    void mov_cr3_without_pcids_forgets_pcid_0() {
        cpu.writeCr4(Bits.CR4_PAE | Bits.CR4_PGE);
        loadAll();
        assertEquals("abghm", held());

        cpu.writeCr3(Picture.ROOT | OTHER);

        assertEquals("gh", held());
    }

    @Test
    void mov_cr4_that_changes_pge_forgets_everything() {
        cpu.writeCr4(cpu.registers().cr4() & ~Bits.CR4_PGE);
        assertHeld("", Event.TLB_FLUSH_ALL);
        assertEquals("0+0", tables());
        loadAll();

        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_PGE);
        assertEquals("", held());
        assertEquals(2, at.count(Event.TLB_FLUSH_ALL));
    }

    @Test
    void mov_cr4_that_clears_pcide_forgets_everything() {
        cpu.writeCr4(cpu.registers().cr4() & ~Bits.CR4_PCIDE);

        assertHeld("", Event.TLB_FLUSH_ALL);
        assertEquals("0+0", tables());
    }

    @Test
    void mov_cr4_that_sets_pcide_forgets_nothing() {
        cpu.writeCr4(Bits.CR4_PAE | Bits.CR4_PGE);
        loadAll();
        at.memory.pmu().reset();

        cpu.writeCr4(Bits.CR4_PAE | Bits.CR4_PGE | Bits.CR4_PCIDE);

        assertHeld("abghm", null);
    }

    @Test
    void mov_cr4_that_sets_smep_forgets_the_current_pcid_and_global_pages() {
        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_SMEP);

        assertHeld("ABM", Event.TLB_FLUSH_PCID);
        assertEquals("0+1", tables());
    }

    @Test
    void mov_cr4_that_keeps_or_clears_smep_forgets_nothing() {
        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_SMEP);
        at.memory.pmu().reset();

        cpu.writeCr4(cpu.registers().cr4());
        cpu.writeCr4(cpu.registers().cr4() & ~Bits.CR4_SMEP);

        assertHeld("ABM", null);
    }

    @Test
    void other_bits_of_cr4_forget_nothing() {
        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_SMAP | Bits.CR4_PKE | Bits.CR4_PKS | Bits.CR4_PSE);

        assertHeld("ABMabghm", null);
    }

    @Test
    void registers_that_only_judge_forget_nothing() {
        cpu.writeCr0(cpu.registers().cr0() & ~Bits.CR0_WP);
        cpu.writeEfer(Bits.EFER_LME);
        cpu.writePkru(-1);
        cpu.writePkrs(-1);
        cpu.setCpl(3);
        cpu.setAc(true);

        assertHeld("ABMabghm", null);
        assertEquals("4+1", tables());
    }

    @Test
    void invpcid_of_an_address_forgets_it_for_one_pcid_but_not_if_it_is_global() {
        cpu.invpcid(0, OTHER, PAGE);
        assertHeld("BMabghm", Event.TLB_FLUSH_PAGE);
        cpu.invpcid(0, 0, LARGE + 0x10_0000);
        assertEquals("BMabgh", held());
        cpu.invpcid(0, 0, GLOBAL);
        cpu.invpcid(0, 0, GLOBAL_LARGE);
        assertEquals("BMabgh", held());
    }

    @Test
    void invpcid_of_an_address_forgets_the_walk_caches_of_that_address_alone() {
        cpu.invpcid(0, OTHER, PAGE);
        assertEquals("4+1", tables());

        cpu.invpcid(0, 0, PAGE);

        assertEquals("1+1", tables());
    }

    @Test
    void invpcid_of_one_pcid_forgets_that_one_but_for_global_pages() {
        cpu.invpcid(1, OTHER, 0);
        assertHeld("abghm", Event.TLB_FLUSH_PCID);
        assertEquals("4+0", tables());

        cpu.invpcid(1, 0, 0);
        assertEquals("gh", held());
        assertEquals("0+0", tables());
    }

    @Test
    void invpcid_of_everything_forgets_global_pages_too() {
        cpu.invpcid(2, 0, 0);

        assertHeld("", Event.TLB_FLUSH_ALL);
        assertEquals("0+0", tables());
    }

    @Test
    void invpcid_of_everything_but_global_keeps_global_pages() {
        cpu.invpcid(3, 0, 0);

        assertHeld("gh", Event.TLB_FLUSH_ALL_PCIDS);
        assertEquals("0+0", tables());
    }

    @Test
    void a_page_fault_forgets_the_page_so_that_a_mended_table_counts_at_once() {
        at.entry(PAGE, 1, PA | Picture.USER_RO);
        cpu.invlpg(PAGE);
        cpu.load(PAGE);
        at.entry(PAGE, 1, PA | Picture.USER_RW);

        assertEquals(false, cpu.store(PAGE, 1));
        assertEquals("ABMbghm", held());
        assertEquals(true, cpu.store(PAGE, 1));
    }

    @Test
    void a_page_fault_forgets_a_global_page_and_the_tables_of_its_address() {
        at.with(Bits.CR4_PKE);
        cpu.writePkru(1);

        cpu.load(GLOBAL);

        assertEquals(new PageFault(GLOBAL, 0x21), cpu.fault());
        assertEquals("ABMabhm", held());
        assertEquals("1+1", tables());
        assertEquals(1, at.count(Event.PAGE_FAULT));
    }

    private void loadAll() {
        for (long va : new long[] {PAGE, NEXT, LARGE, GLOBAL, GLOBAL_LARGE}) {
            cpu.load(va);
        }
    }

    /** The names of what the TLB holds, sorted: capitals first. */
    private String held() {
        TreeSet<Character> names = new TreeSet<>();
        for (TlbEntry entry : cpu.tlb().entries()) {
            char name = entry.va() == PAGE ? 'a' : entry.va() == NEXT ? 'b' : entry.va() == LARGE ? 'm'
                    : entry.va() == GLOBAL ? 'g' : 'h';
            names.add(entry.pcid() == OTHER ? Character.toUpperCase(name) : name);
        }
        StringBuilder text = new StringBuilder();
        names.forEach(text::append);
        return text.toString();
    }

    /** How many entries the walk caches hold for PCID 0, and for the other one. */
    private String tables() {
        long others = cpu.pagingStructureCaches().entries().stream().filter(entry -> entry.pcid() == OTHER).count();
        return cpu.pagingStructureCaches().entries().size() - others + "+" + others;
    }

    /** What is left, and the one event that was counted, or null for none. */
    private void assertHeld(String names, Event counted) {
        assertEquals(names, held());
        for (Event event : new Event[] {Event.TLB_FLUSH_PAGE, Event.TLB_FLUSH_PCID, Event.TLB_FLUSH_ALL_PCIDS, Event.TLB_FLUSH_ALL}) {
            assertEquals(event == counted ? 1 : 0, at.count(event), event.name());
        }
    }
}
