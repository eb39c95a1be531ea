package dev.pagewalk.checks.k4_pteref;

import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_get;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_put;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_switch_to_atomic_sync;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_switch_to_percpu;
import static dev.pagewalk.grader.api.Kind.FUNCTIONAL;
import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.checks.support.Story;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PercpuRef;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** The beginning and the end of a percpu_ref: pte_ref_init and pte_ref_free. */
class InitCheck {
    private static final int MOST_ALLOCATIONS = 8;

    private final Machine machine = Machine.boot();
    private final Page table = machine.alloc();
    private final Story story = new Story();

    @Check(task = "4.1", points = 4, kind = FUNCTIONAL, rule = "pte_ref_init gives a table a percpu_ref of 0 in percpu mode",
            read = "handout 4, \"Picture\"")
    void a_new_table_is_held_by_nobody(Submission submission) {
        story.expect("pte_ref_init", true, submission.create(PteRef.class).pte_ref_init(table));
        PercpuRef ref = ref();
        story.expect("percpu mode?", true, ref.isPercpuMode());
        story.expect("pte_ref", 0L, ref.total());
    }

    @Check(task = "4.1", points = 2, kind = FUNCTIONAL, rule = "a table's percpu_ref may go to atomic mode and come back",
            requires = "a_new_table_is_held_by_nobody", read = "handout 4, \"What you are given\"")
    void the_count_may_come_back_to_percpu_mode(Submission submission) {
        submission.create(PteRef.class).pte_ref_init(table);
        PercpuRef ref = ref();
        percpu_ref_get(ref);
        percpu_ref_switch_to_atomic_sync(ref);
        story.tell("percpu_ref_get, percpu_ref_switch_to_atomic_sync, percpu_ref_switch_to_percpu");
        percpu_ref_switch_to_percpu(ref);
        percpu_ref_put(ref);
        story.expect("pte_ref", 0L, ref.total());
        story.expect("percpu mode?", true, ref.isPercpuMode());
    }

    @Check(task = "4.1", points = 5, kind = INVARIANT, guards = "I28", rule = "whichever allocation fails, pte_ref_init says false and has undone everything",
            requires = "a_new_table_is_held_by_nobody", read = "handout 4, \"Tasks and points\"")
    void a_failed_allocation_is_undone(Submission submission) {
        PteRef kata = submission.create(PteRef.class);
        for (int n = 1; n <= MOST_ALLOCATIONS; n++) {
            machine.platform().failures().failAt(n);
            boolean done = kata.pte_ref_init(table);
            boolean came = !machine.platform().failures().isArmed();
            machine.platform().failures().failAt(0);
            story.tell("allocation " + n + (came ? " fails" : " is not needed") + ": pte_ref_init = " + done);
            if (!came) {
                story.expect("pte_ref_init", true, done);
                return;
            }
            story.expect("pte_ref_init", false, done);
            story.expect("the table has a percpu_ref?", false, table.pteRef() != null);
            story.expect("percpu_refs that nobody has freed:", 0, machine.platform().refs().live());
        }
        throw story.fail("two allocations: the percpu_ref, and what each CPU counts in", "more than " + MOST_ALLOCATIONS);
    }

    @Check(task = "4.1", points = 3, kind = INVARIANT, rule = "pte_ref_free undoes pte_ref_init: exit, kfree, and nothing hangs at the table",
            requires = "a_new_table_is_held_by_nobody", read = "handout 4, \"Picture\"")
    void free_undoes_init(Submission submission) {
        PteRef kata = submission.create(PteRef.class);
        kata.pte_ref_init(table);
        kata.pte_ref_free(table);
        story.tell("pte_ref_init, pte_ref_free");
        story.expect("percpu_refs that nobody has freed:", 0, machine.platform().refs().live());
        story.expect("the table has a percpu_ref?", false, table.pteRef() != null);
    }

    @Check(task = "4.1", points = 2, kind = FUNCTIONAL, rule = "pte_ref_free of a table without a percpu_ref does nothing: twice is fine",
            requires = "free_undoes_init", read = "handout 4, \"Tasks and points\"")
    void free_twice_is_fine(Submission submission) {
        PteRef kata = submission.create(PteRef.class);
        kata.pte_ref_free(table);
        story.tell("pte_ref_free of a table that never had a percpu_ref");
        kata.pte_ref_init(table);
        kata.pte_ref_free(table);
        kata.pte_ref_free(table);
        story.tell("pte_ref_init, pte_ref_free, pte_ref_free");
        story.expect("percpu_refs that nobody has freed:", 0, machine.platform().refs().live());
    }

    private PercpuRef ref() {
        PercpuRef ref = table.pteRef();
        if (ref == null) {
            throw story.fail("a percpu_ref at Page.pteRef()", "none");
        }
        return ref;
    }
}
