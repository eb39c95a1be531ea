package dev.pagewalk.checks.k4_pteref;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.checks.support.ReclaimScene;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Whole lives of tables, with visitors on several CPUs that come and go. */
class PteRefStoryCheck {
    private static final int STORIES = 12;
    private static final int STEPS = 40;
    private static final int CPUS = 3;

    @Check(task = "4.3", points = 3, kind = INVARIANT, rule = "whatever comes and goes, pte_ref is the number of entries that are not none and of visitors",
            requires = {"whoever_meets_final_zero_helps_to_free", "a_put_drops_one_reference"}, read = "handout 4, \"Picture\"")
    void any_story_keeps_the_count(Submission submission) {
        for (int i = 0; i < STORIES; i++) {
            Random random = new Random(submission.seed() + i);
            ReclaimScene scene = Table.of(submission);
            List<PtePtr> visits = new ArrayList<>();
            for (int n = 0; n < STEPS; n++) {
                scene.machine().on(random.nextInt(CPUS));
                step(scene, random, visits);
                scene.expectInFlight();
                scene.story().expect("pte_ref", (long) visits.size() + entries(scene), count(scene));
            }
            visits.forEach(scene.refs()::pte_put);
            scene.expectSound();
        }
    }

    @Check(task = "4.1", points = 3, kind = INVARIANT, guards = "I29", rule = "after the last exit every percpu_ref is freed, whatever state its table was in",
            requires = "free_undoes_init", read = "handout 4, \"Picture\"")
    void nothing_is_left_after_exit(Submission submission) {
        for (int state = 0; state < 4; state++) {
            ReclaimScene scene = Table.of(submission).pages(state % 2);
            if (state >= 2) {
                scene.atomic();
            }
            scene.machine().syscalls().exit(scene.mm());
            scene.story().tell("exit");
            scene.machine().rcuBarrier();
            scene.story().expect("percpu_refs that nobody has freed:", 0, scene.machine().platform().refs().live());
            scene.story().expectNone(MmInvariants.of(scene.machine()).atTheEnd(scene.framesAtFirst()));
        }
    }

    private static void step(ReclaimScene scene, Random random, List<PtePtr> visits) {
        long addr = scene.base() + random.nextInt(4) * PAGE_SIZE;
        scene.install();
        switch (random.nextInt(6)) {
            case 0 -> scene.fault(addr);
            case 1 -> zap(scene, addr);
            case 2 -> scene.reclaim().try_to_free_user_pte(scene.mm(), scene.slot(), addr, random.nextBoolean());
            case 3 -> leave(scene, visits);
            default -> enter(scene, addr, visits);
        }
        scene.install();
        scene.endOfCall();
    }

    private static void enter(ReclaimScene scene, long addr, List<PtePtr> visits) {
        if (visits.size() < 4 && scene.refs().pte_tryget(scene.mm(), scene.slot(), addr)) {
            visits.add(scene.entry(addr));
            scene.story().tell("pte_tryget at 0x" + Long.toHexString(addr) + ": " + visits.size() + " visitors");
        }
    }

    private static void leave(ReclaimScene scene, List<PtePtr> visits) {
        if (!visits.isEmpty()) {
            scene.refs().pte_put(visits.remove(0));
            scene.story().tell("pte_put: " + visits.size() + " visitors");
        }
    }

    private static void zap(ReclaimScene scene, long addr) {
        scene.machine().syscalls().madviseDontNeed(scene.mm(), addr, PAGE_SIZE);
        scene.story().tell("madvise(MADV_DONTNEED) at 0x" + Long.toHexString(addr));
    }

    private static long entries(ReclaimScene scene) {
        long entries = 0;
        for (int i = 0; i < 4; i++) {
            entries += scene.entry(scene.base() + i * PAGE_SIZE).isNone() ? 0 : 1;
        }
        return entries;
    }

    private static long count(ReclaimScene scene) {
        return scene.ref().total();
    }
}
