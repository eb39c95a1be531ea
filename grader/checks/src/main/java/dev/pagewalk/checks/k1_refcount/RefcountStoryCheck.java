package dev.pagewalk.checks.k1_refcount;

import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Whole lives of a table: after every operation the machine is audited. */
class RefcountStoryCheck {
    private static final int HISTORIES = 20;
    private static final int OPERATIONS = 30;

    @Check(task = "1.5", points = 4, kind = INVARIANT, guards = "I29", rule = "in whatever order sharers put, the last one keeps a private table and pays for it",
            read = "handout 1, \"Goal\"")
    void in_every_order_of_exits_the_last_one_keeps_the_table(Submission submission) {
        for (List<Integer> order : orders(List.of(0, 1, 2))) {
            Family family = Family.orphans(3, submission.create(CowPteRefcount.class));
            for (int member : order) {
                boolean last = member == order.get(2);
                family.story().expect("pmd_put_pte of " + family.mm(member), last ? 1 : 0, family.put(member));
                family.expectSound();
            }
        }
    }

    @Check(task = "1.5", points = 5, kind = INVARIANT, rule = "after any history of gets and puts every count is what the page tables say",
            requires = "in_every_order_of_exits_the_last_one_keeps_the_table", read = "handout 1, \"What the hidden checks look for\"")
    void any_history_keeps_every_count(Submission submission) {
        for (int i = 0; i < HISTORIES; i++) {
            Random random = new Random(submission.seed() + i);
            Family family = Family.orphans(2, submission.create(CowPteRefcount.class));
            List<Integer> sharers = new ArrayList<>(List.of(0, 1));
            for (int n = 0; n < OPERATIONS && !sharers.isEmpty(); n++) {
                int member = sharers.get(random.nextInt(sharers.size()));
                if (random.nextInt(5) < 2) {
                    int newborn = family.newborn(member);
                    family.story().expect("pmd_get_pte", sharers.size() + 1, family.get(member, newborn));
                    sharers.add(newborn);
                } else {
                    family.story().expect("pmd_put_pte of " + family.mm(member), sharers.size() == 1 ? 1 : 0, family.put(member));
                    sharers.remove((Integer) member);
                }
                family.expectSound();
            }
        }
    }

    private static List<List<Integer>> orders(List<Integer> members) {
        if (members.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (Integer first : members) {
            List<Integer> others = members.stream().filter(m -> !m.equals(first)).toList();
            orders(others).forEach(rest -> {
                List<Integer> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                all.add(order);
            });
        }
        return all;
    }
}
