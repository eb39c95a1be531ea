package dev.pagewalk.checks.k0_walk;

import static dev.pagewalk.grader.api.Kind.FUNCTIONAL;
import static dev.pagewalk.grader.api.Kind.PERFORMANCE;

import dev.pagewalk.checks.support.Story;
import dev.pagewalk.core.contract.PageWalk;
import dev.pagewalk.core.hw.Access;
import dev.pagewalk.core.hw.Entry;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.hw.LinearAddress;
import dev.pagewalk.core.hw.Pmu;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.Random;

/** Each method against the processor of the machine, over many addresses and tables. */
class WalkCheck {
    private static final int LEVELS = 4;
    private static final int ADDRESSES = 400;
    private static final int PATHS = 120;

    @Check(task = "0.1", points = 10, kind = FUNCTIONAL, rule = "the index into the table of a level is nine bits of the address: 47:39, 38:30, 29:21 or 20:12",
            read = "handout 0, \"Picture\"")
    void index_is_nine_bits_of_the_address(Submission submission) {
        PageWalk kata = submission.create(PageWalk.class);
        Random random = new Random(submission.seed());
        for (int i = 0; i < ADDRESSES; i++) {
            long va = canonical(random.nextLong(), i % 2 == 1);
            for (int level = 1; level <= LEVELS; level++) {
                new Story().expect("index(" + hex(va) + ", " + level + ")", LinearAddress.index(va, level), kata.index(va, level));
            }
        }
    }

    @Check(task = "0.1", points = 10, kind = FUNCTIONAL, rule = "the offset is the bits below those that choose the page: 12, 21 or 30 of them",
            read = "handout 0, \"Picture\"")
    void offset_is_the_bits_below(Submission submission) {
        PageWalk kata = submission.create(PageWalk.class);
        Random random = new Random(submission.seed());
        for (int i = 0; i < ADDRESSES; i++) {
            long va = canonical(random.nextLong(), i % 2 == 1);
            for (int level = 1; level < LEVELS; level++) {
                new Story().expect("offset(" + hex(va) + ", " + level + ")", hex(va - LinearAddress.base(va, level)), hex(kata.offset(va, level)));
            }
        }
    }

    @Check(task = "0.2", points = 15, kind = FUNCTIONAL, rule = "a leaf is a present entry of level 1, or one of level 2 or 3 with PS: at level 1 the same bit is PAT, at level 4 there is none",
            read = "handout 0, \"Picture\"")
    void what_a_leaf_is(Submission submission) {
        PageWalk kata = submission.create(PageWalk.class);
        Random random = new Random(submission.seed());
        for (int i = 0; i < ADDRESSES; i++) {
            long noise = random.nextLong() & ~(Entry.PRESENT | Entry.PAGE_SIZE);
            for (int level = 1; level <= LEVELS; level++) {
                for (long bits : new long[] {0, Entry.PRESENT, Entry.PAGE_SIZE, Entry.PRESENT | Entry.PAGE_SIZE}) {
                    boolean leaf = (bits & Entry.PRESENT) != 0 && Entry.isLeaf(bits, level);
                    new Story().expect("isLeaf(" + hex(noise | bits) + ", " + level + ")", leaf, kata.isLeaf(noise | bits, level));
                }
            }
        }
    }

    @Check(task = "0.3", points = 25, kind = FUNCTIONAL, rule = "an address translates to what the processor makes of it, through leaves of every size, in both halves",
            read = "handout 0, \"Tasks and points\"")
    void translates_as_the_processor_does(Submission submission) {
        PageWalk kata = submission.create(PageWalk.class);
        Forest forest = new Forest(submission.seed(), PATHS);
        for (long va : forest.addresses()) {
            long expected = forest.physical(va);
            if (expected != PageWalk.NOT_MAPPED) {
                expectAddress(forest, va, expected, kata.translate(forest.memory(), forest.cr3(), va));
            }
        }
    }

    @Check(task = "0.3", points = 10, kind = FUNCTIONAL, rule = "where an entry on the path is not present, nothing is mapped, whatever its other bits say",
            read = "handout 0, \"Tasks and points\"")
    void nothing_is_mapped_behind_an_entry_that_is_not_present(Submission submission) {
        PageWalk kata = submission.create(PageWalk.class);
        Forest forest = new Forest(submission.seed() + 1, PATHS);
        for (long va : forest.addresses()) {
            if (forest.physical(va) == PageWalk.NOT_MAPPED) {
                expectAddress(forest, va, PageWalk.NOT_MAPPED, kata.translate(forest.memory(), forest.cr3(), va));
            }
        }
    }

    @Check(task = "0.4", points = 20, kind = FUNCTIONAL, rule = "what user code may do is the AND of what every level allows, as the processor judges it",
            read = "handout 0, \"Picture\"")
    void rights_are_the_and_of_all_levels(Submission submission) {
        PageWalk kata = submission.create(PageWalk.class);
        Forest forest = new Forest(submission.seed() + 2, PATHS);
        for (long va : forest.addresses()) {
            int expected = (forest.allows(va, Access.READ) ? PageWalk.READ : 0)
                    | (forest.allows(va, Access.WRITE) ? PageWalk.WRITE : 0)
                    | (forest.allows(va, Access.FETCH) ? PageWalk.EXECUTE : 0);
            int actual = kata.rights(forest.memory(), forest.cr3(), va);
            Story story = new Story();
            story.tell(forest.path(va));
            story.expect("rights at " + hex(va), names(expected), names(actual));
        }
    }

    @Check(task = "0.3", points = 4, kind = FUNCTIONAL, rule = "a walk by hand reads, and changes no entry: Accessed and Dirty are the processor's to set",
            requires = "translates_as_the_processor_does", read = "handout 0, \"What you are given\"")
    void a_walk_by_hand_changes_nothing(Submission submission) {
        PageWalk kata = submission.create(PageWalk.class);
        Forest forest = new Forest(submission.seed() + 3, PATHS);
        for (long va : forest.addresses()) {
            String before = forest.path(va);
            kata.translate(forest.memory(), forest.cr3(), va);
            kata.rights(forest.memory(), forest.cr3(), va);
            new Story().expect("path of " + hex(va), before, forest.path(va));
        }
    }

    @Check(task = "0.3", points = 4, kind = PERFORMANCE, rule = "a walk reads one entry of each level, and stops at the leaf",
            requires = "translates_as_the_processor_does", read = "handout 0, \"Picture\"")
    void a_walk_reads_one_entry_of_each_level(Submission submission) {
        PageWalk kata = submission.create(PageWalk.class);
        Forest forest = new Forest(submission.seed() + 4, PATHS);
        Pmu pmu = forest.memory().pmu();
        for (long va : forest.addresses()) {
            long levels = forest.path(va).lines().count() - 1;
            long before = pmu.get(Event.ENTRY_READ);
            kata.translate(forest.memory(), forest.cr3(), va);
            long reads = pmu.get(Event.ENTRY_READ) - before;
            if (reads > levels) {
                Story story = new Story();
                story.tell(forest.path(va));
                throw story.fail(levels + " entries read at most", reads + " entries read");
            }
        }
    }

    private static void expectAddress(Forest forest, long va, long expected, long actual) {
        Story story = new Story();
        story.tell(forest.path(va));
        story.expect("translate(" + hex(va) + ")", address(expected), address(actual));
    }

    private static String address(long physical) {
        return physical == PageWalk.NOT_MAPPED ? "NOT_MAPPED" : hex(physical);
    }

    private static String names(int rights) {
        String text = ((rights & PageWalk.READ) != 0 ? "READ " : "") + ((rights & PageWalk.WRITE) != 0 ? "WRITE " : "") + ((rights & PageWalk.EXECUTE) != 0 ? "EXECUTE " : "");
        boolean known = (rights & ~(PageWalk.READ | PageWalk.WRITE | PageWalk.EXECUTE)) == 0;
        return !known ? "0x" + Integer.toHexString(rights) : text.isEmpty() ? "none" : text.strip();
    }

    private static long canonical(long bits, boolean upper) {
        return upper ? bits | -1L << 47 : bits & (1L << 47) - 1;
    }

    private static String hex(long word) {
        return "0x" + Long.toHexString(word);
    }
}
