package dev.pagewalk.checks.k2_fork;

import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;
import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.PERFORMANCE;

import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.hw.Pmu;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Tlbflush;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** What a fork costs per shared table, in events (I36). */
class ForkPerf {
    /** Accesses to page-table entries per table that nobody could call O(n). */
    private static final long FEW = 24;

    /** A look at each entry, with the slot read again each time. */
    private static final long LOOKS = 2L * PTRS_PER_PTE;

    private static final int TABLES = 4;

    @Check(task = "2.2", points = 4, kind = PERFORMANCE, guards = "I36", rule = "sharing a full table takes a few accesses to entries, not 512, and allocates nothing",
            requires = "a_fork_shares_the_table", read = "handout 2, \"What it is good for\"")
    void sharing_a_full_table_touches_few_entries(Submission submission) {
        World world = fullTables(submission);
        expectPerTable(world, world.parent, "PRIVATE tables", FEW);
        expectPerTable(world, world.parent, "tables that are shared already", FEW);
    }

    @Check(task = "2.3", points = 1, kind = PERFORMANCE, guards = "I36", rule = "taking over an orphan takes no more than a look at each of its entries",
            requires = {"sharing_a_full_table_touches_few_entries", "who_forks_an_orphan_owns_it_and_pays"}, read = "handout 2, \"What it is good for\"")
    void taking_over_an_orphan_looks_once_at_each_entry(Submission submission) {
        World world = fullTables(submission);
        MmStruct child = world.fork(world.parent);
        world.exit(world.parent);
        expectPerTable(world, child, "tables that nobody owns", LOOKS + FEW);
    }

    @Check(task = "2.4", points = 1, kind = PERFORMANCE, guards = "I36", rule = "only a source that has ever pinned a page is searched for pins, with no more than a look at each entry",
            requires = {"sharing_a_full_table_touches_few_entries", "a_table_without_pins_is_shared_again"}, read = "handout 2, \"Pins\"")
    void a_search_for_pins_looks_once_at_each_entry(Submission submission) {
        World world = fullTables(submission);
        world.calls().unpin(world.pin(world.parent, BASE));
        expectPerTable(world, world.parent, "tables of a source that has pinned", LOOKS + FEW);
    }

    private static World fullTables(Submission submission) {
        World world = new World(submission);
        world.map(world.parent, BASE, TABLES * PTRS_PER_PTE);
        world.fill(world.parent, BASE, TABLES * PTRS_PER_PTE);
        return world;
    }

    private static void expectPerTable(World world, MmStruct mm, String what, long allowed) {
        MmStruct child = world.offspring(mm, true);
        world.slot(child, BASE);
        Pmu pmu = world.machine.memory().pmu();
        long accesses = accesses(pmu);
        long frames = pmu.get(Event.FRAME_ALLOC);
        world.call(child, mm, BASE, BASE + TABLES * PMD_SIZE);
        long perTable = (accesses(pmu) - accesses) / TABLES;
        world.story.tell(mm + " forks " + TABLES + " full tables: " + what);
        world.story.expectAtMost(allowed + " accesses to entries per table, at most", perTable + " accesses to entries per table",
                "accesses to entries per table", allowed, perTable);
        world.story.expect("frames allocated", 0L, pmu.get(Event.FRAME_ALLOC) - frames);
        Tlbflush.flush_tlb_mm(mm);
        world.expectSound();
    }

    private static long accesses(Pmu pmu) {
        return pmu.get(Event.ENTRY_READ) + pmu.get(Event.ENTRY_WRITE) + pmu.get(Event.LOCKED_RMW);
    }
}
