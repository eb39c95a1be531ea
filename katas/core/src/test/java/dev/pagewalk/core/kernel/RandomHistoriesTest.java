package dev.pagewalk.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.core.contract.MmOps;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random system calls on a machine and on a map per process: nobody can tell the difference, and nothing breaks or leaks. */
class RandomHistoriesTest {
    /** Ten thousand in {@code .ci/run}. */
    private static final int HISTORIES = Integer.getInteger("pagewalk.histories", 2_000);
    private static final int QUICK = 40;
    private static final int SWEPT = Integer.getInteger("pagewalk.swept", 12);

    @Test
    @Tag("quick")
    void a_few_random_histories_agree_with_the_naive_model() {
        for (MmOps ops : Proofs.CONFIGURATIONS) {
            run(ops, 0, QUICK, 24);
        }
    }

    @Test
    void many_random_histories_on_the_plain_path_agree_with_the_naive_model() {
        run(MmOps.plain(), QUICK, QUICK + HISTORIES, 8);
    }

    @Test
    void random_histories_with_katas_agree_with_the_naive_model() {
        for (MmOps ops : Proofs.CONFIGURATIONS) {
            run(ops, QUICK, QUICK + HISTORIES / 40, 24);
        }
    }

    @Test
    void whatever_allocation_fails_nothing_changes_and_nothing_leaks() {
        for (MmOps ops : Proofs.CONFIGURATIONS) {
            for (int i = 0; i < SWEPT; i++) {
                Proofs.expectNone(Proofs.name(ops), Proofs.trial(ops, 2).sweep(Proofs.history(-1 - i, 12)));
            }
        }
    }

    @Test
    void in_whatever_order_processes_exit_nothing_is_left() {
        for (MmOps ops : Proofs.CONFIGURATIONS) {
            for (int i = 0; i < SWEPT; i++) {
                Proofs.expectNone(Proofs.name(ops), Proofs.trial(ops, 2).exits(Proofs.history(-1 - i, 24)));
            }
        }
    }

    @Test
    void a_program_cannot_tell_the_configurations_apart() {
        for (int i = 0; i < QUICK; i++) {
            List<String> plain = Proofs.trial(MmOps.plain(), 2).record(Proofs.history(i, 24));
            for (MmOps ops : Proofs.CONFIGURATIONS) {
                assertEquals(plain, Proofs.trial(ops, 2).record(Proofs.history(i, 24)), Proofs.name(ops));
            }
        }
    }

    private static void run(MmOps ops, int from, int to, int length) {
        for (int i = from; i < to; i++) {
            Proofs.expectNone(
                    Proofs.name(ops) + ", history " + i, Proofs.trial(ops, 1 + i % 4).examine(Proofs.history(i, length)));
        }
    }
}
