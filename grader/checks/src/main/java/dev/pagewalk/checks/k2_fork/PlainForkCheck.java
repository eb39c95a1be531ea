package dev.pagewalk.checks.k2_fork;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_RW;
import static dev.pagewalk.core.mm.VmFlag.VM_HUGEPAGE;
import static dev.pagewalk.core.mm.VmFlag.VM_SHARED;
import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.FUNCTIONAL;
import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.MmFlag;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** Slot by slot, and what fork does without sharing: task 2.1. */
class PlainForkCheck {
    @Check(task = "2.1", points = 5, kind = INVARIANT, rule = "without MMF_COW_PGTABLE every entry is copied: the child gets a table of its own",
            read = "handout 2, \"Tasks and points\"")
    void without_the_flag_every_entry_is_copied(Submission submission) {
        World world = World.withPages(submission, 5);
        MmStruct child = world.forked(world.parent, false);
        world.expectCopied(child, world.parent, BASE);
        world.expectFilled(child, BASE, 5);
        world.expectCharge(child, 5, 1);
        world.expectCharge(world.parent, 5, 1);
        world.story.expect("source's slot writable?", true, world.slot(world.parent, BASE).get().isWrite());
        world.story.expect("child's slot writable?", true, world.slot(child, BASE).get().isWrite());
        world.store(child, BASE, 77);
        world.expectWord(world.parent, BASE, 1);
    }

    @Check(task = "2.1", points = 2, kind = FUNCTIONAL, rule = "where the source has nothing, or a swap entry, the child gets nothing",
            read = "handout 2, \"Tasks and points\"")
    void nothing_comes_from_nothing(Submission submission) {
        for (boolean cow : new boolean[] {false, true}) {
            World world = new World(submission);
            world.map(world.parent, BASE, 3 * PgtableTypes.PTRS_PER_PTE);
            MmStruct child = world.offspring(world.parent, cow);
            world.machine.memory().poke(world.slot(world.parent, BASE + PMD_SIZE).address(), 0x5a00);
            world.story.tell("the second of three slots is a swap entry, the others are none");
            world.story.expect("copy_pmd_range", 0, world.call(child, world.parent, BASE, BASE + 3 * PMD_SIZE));
            for (long addr = BASE; addr < BASE + 3 * PMD_SIZE; addr += PMD_SIZE) {
                world.story.expect("child's slot for " + World.hex(addr), "none", world.slot(child, addr).get().toString());
            }
            world.story.expect("the swap entry", 0x5a00L, world.slot(world.parent, BASE + PMD_SIZE).get().word());
        }
    }

    @Check(task = "2.1", points = 3, kind = INVARIANT, rule = "every slot of the range is visited, from a start to an end in the middle of a table, and up to the last user address",
            read = "handout 2, \"Tasks and points\"")
    void every_slot_of_a_range_is_visited(Submission submission) {
        World world = new World(submission);
        Places.fill(world);
        Places.expect(world, world.forked(world.parent, false));
    }

    @Check(task = "2.1", points = 3, kind = INVARIANT, rule = "a huge page is copied as one, with MMF_COW_PGTABLE too: a leaf names no table",
            read = "handout 2, \"What you are given\"")
    void a_huge_page_is_copied_as_one(Submission submission) {
        for (boolean cow : new boolean[] {false, true}) {
            World world = new World(submission);
            world.map(world.parent, BASE, PgtableTypes.PTRS_PER_PTE, VM_HUGEPAGE);
            world.fill(world.parent, BASE, 2);
            MmStruct child = world.forked(world.parent, cow);
            world.story.expect("child has a leaf?", true, world.slot(child, BASE).get().isLeaf());
            world.story.expect("child's leaf writable?", false, world.slot(child, BASE).get().isWrite());
            world.expectCharge(child, PgtableTypes.PTRS_PER_PTE, 0);
            world.store(world.parent, BASE, 9);
            world.expectFilled(child, BASE, 2);
        }
    }

    @Check(task = "2.1", points = 2, kind = FUNCTIONAL, rule = "a copy that needs memory and gets none returns -ENOMEM, which is -12",
            read = "handout 2, \"Tasks and points\"")
    void without_memory_it_returns_enomem(Submission submission) {
        World world = World.withPages(submission, 2);
        MmStruct child = world.offspring(world.parent, false);
        world.slot(child, BASE);
        world.machine.platform().failures().failAt(1);
        world.story.tell("the next allocation fails");
        world.story.expect("copy_pmd_range", -Errno.ENOMEM, world.call(child, world.parent, BASE, BASE + 2 * PAGE_SIZE));
        world.story.expect("child's slot", "none", world.slot(child, BASE).get().toString());
    }

    @Check(task = "2.1", points = 1, kind = INVARIANT, rule = "a copied entry of a private mapping is read-only on both sides, one of a shared mapping stays writable",
            read = "handout 2, \"What you are given\"")
    void shared_mappings_stay_writable(Submission submission) {
        World world = new World(submission);
        world.map(world.parent, BASE, 2);
        world.map(world.parent, BASE + 4 * PAGE_SIZE, 2, VM_SHARED);
        world.fill(world.parent, BASE, 2);
        world.fill(world.parent, BASE + 4 * PAGE_SIZE, 2);
        MmStruct child = world.forked(world.parent, false);
        for (MmStruct mm : new MmStruct[] {world.parent, child}) {
            long[] entries = world.entries(world.table(mm, BASE));
            world.story.expect(mm + " pte[0] RW", 0L, entries[0] & _PAGE_RW);
            world.story.expect(mm + " pte[4] RW", _PAGE_RW, entries[4] & _PAGE_RW);
        }
        world.store(child, BASE + 4 * PAGE_SIZE, 50);
        world.expectWord(world.parent, BASE + 4 * PAGE_SIZE, 50);
        world.story.expect("MMF_COW_PGTABLE of " + child, false, child.test_bit(MmFlag.MMF_COW_PGTABLE));
    }
}
