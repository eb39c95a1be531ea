package dev.pagewalk.checks.k3_break;

import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.checks.support.Histories;
import dev.pagewalk.checks.support.Together;
import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.List;
import java.util.Map;

/** Whole lives of a shared table: after every step the machine is audited. */
class BreakStoryCheck {
    private static final List<List<Integer>> ORDERS = List.of(
            List.of(0, 1, 2), List.of(0, 2, 1), List.of(1, 0, 2), List.of(1, 2, 0), List.of(2, 0, 1), List.of(2, 1, 0));
    private static final int HISTORIES = 12;
    /** What the members do in turn, as binary digits: 0 break, 1 zap. */
    private static final int CHOICES = 8;

    @Check(task = "3.2", points = 2, kind = INVARIANT, guards = "I29", rule = "in whatever order three sharers break and zap, every count, charge and word is right after each step",
            requires = {"a_sharer_that_breaks_gets_a_table_of_its_own", "a_sharer_that_zaps_lets_go_of_the_table"}, read = "handout 3, \"Picture\"")
    void in_every_order_of_breaks_and_zaps_all_is_accounted_for(Submission submission) {
        for (List<Integer> order : ORDERS) {
            for (int choice = 0; choice < CHOICES; choice++) {
                Sharers sharers = Sharers.ofPatchwork(3, submission, BASE);
                Map<Long, Long> before = sharers.view(0);
                for (int turn = 0; turn < order.size(); turn++) {
                    int member = order.get(turn);
                    boolean zaps = (choice >> turn & 1) != 0;
                    boolean last = turn == 2;
                    int result = zaps ? sharers.zap(member) : sharers.breakAway(member);
                    sharers.story().expect("result", last ? 1 : 0, result);
                    sharers.expectSound();
                    if (!zaps) {
                        sharers.expectView(member, before);
                    }
                }
            }
        }
    }

    @Check(task = "3.3", points = 1, kind = INVARIANT, rule = "whatever processes do that fork and share tables, each reads what it would read if fork copied everything",
            requires = {"with_alloc_it_breaks", "without_alloc_it_lets_go"}, read = "handout 3, \"Who breaks\"")
    void random_histories_with_shared_tables_are_sound(Submission submission) {
        Histories.expectSound(submission, BreakCowPte.class, HISTORIES);
    }

    @Check(task = "3.3", points = 1, kind = INVARIANT, rule = "katas 1, 2 and 3 of one author are as sound together as each of them is among references",
            requires = "random_histories_with_shared_tables_are_sound", read = "handout 3, \"What the hidden checks look for\"")
    void your_own_katas_are_sound_together(Submission submission) {
        Together.expectSound(submission, BreakCowPte.class);
    }

    @Check(task = "3.3", points = 1, kind = INVARIANT, guards = "I29", rule = "in whatever order sharers exit, also without memory, every table and frame is back at the end",
            requires = "without_alloc_it_lets_go", read = "handout 3, \"The last sharer\"")
    void in_every_order_of_exits_nothing_is_left(Submission submission) {
        for (List<Integer> order : ORDERS) {
            for (boolean memory : new boolean[] {true, false}) {
                Sharers sharers = Sharers.ofPatchwork(3, submission, BASE);
                for (int member : order) {
                    if (memory) {
                        sharers.exit(sharers.mm(member));
                    } else {
                        sharers.withoutMemory(() -> sharers.exit(sharers.mm(member)));
                    }
                    sharers.expectSound();
                }
                sharers.expectNothingLeft();
            }
        }
    }
}
