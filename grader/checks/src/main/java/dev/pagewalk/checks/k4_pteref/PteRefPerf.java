package dev.pagewalk.checks.k4_pteref;

import static dev.pagewalk.core.hw.Event.GRACE_PERIOD;
import static dev.pagewalk.core.hw.Event.LINE_TRANSFER;
import static dev.pagewalk.core.hw.Event.LOCK;
import static dev.pagewalk.grader.api.Kind.PERFORMANCE;

import dev.pagewalk.checks.support.ReclaimScene;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a visit costs, in counted events: I38. */
class PteRefPerf {
    private static final int ROUNDS = 16;
    private static final int CPUS = 3;

    @Check(task = "4.2", points = 7, kind = PERFORMANCE, guards = "I38", rule = "in percpu mode a visit takes no lock, waits for no grace period and moves no cache line between CPUs",
            requires = {"tryget_takes_one_reference", "a_put_drops_one_reference"}, read = "handout 4, \"Picture\"")
    void visits_of_many_cpus_share_nothing(Submission submission) {
        ReclaimScene scene = Table.of(submission).pages(1);
        visits(scene, submission.create(PteRef.class));
        Map<Event, Long> before = count(scene);
        for (int round = 0; round < ROUNDS; round++) {
            visits(scene, submission.create(PteRef.class));
        }
        scene.story().tell(ROUNDS + " times each of " + CPUS + " CPUs: pte_tryget, pte_put");
        before.forEach((event, was) -> scene.story().expectAtMost(event + " events", 0, scene.events(event) - was));
    }

    @Check(task = "4.2", points = 2, kind = PERFORMANCE, guards = "I38", rule = "pte_tryget looks at the slot, not at the entries: what it reads does not grow with the table",
            requires = "tryget_takes_one_reference", read = "handout 4, \"Picture\"")
    void a_visit_reads_no_entry(Submission submission) {
        PteRef refs = submission.create(PteRef.class);
        for (ReclaimScene scene : List.of(Table.of(submission), Table.of(submission).pages(64))) {
            long before = scene.events(Event.ENTRY_READ);
            refs.pte_tryget(scene.mm(), scene.slot(), scene.base());
            long read = scene.events(Event.ENTRY_READ) - before;
            scene.story().expectAtMost("1 read of the slot, 4 at most", read + " entries read", "entries read", 4, read);
        }
    }

    private static void visits(ReclaimScene scene, PteRef refs) {
        for (int cpu = 0; cpu < CPUS; cpu++) {
            scene.machine().on(cpu);
            PtePtr place = scene.entry(scene.base());
            refs.pte_tryget(scene.mm(), scene.slot(), scene.base());
            refs.pte_put(place);
        }
    }

    private static Map<Event, Long> count(ReclaimScene scene) {
        Map<Event, Long> counts = new EnumMap<>(Event.class);
        List.of(LOCK, GRACE_PERIOD, LINE_TRANSFER).forEach(event -> counts.put(event, scene.events(event)));
        return counts;
    }
}
