package dev.pagewalk.core.kernel;

import dev.pagewalk.core.contract.MmOps;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random system calls on a machine and on a map per process: nobody can tell the difference, and nothing breaks or leaks. */
class RandomHistoriesTest {
    private static final int HISTORIES = Integer.getInteger("pagewalk.histories", 10_000);
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
    void ten_thousand_random_histories_on_the_plain_path_agree_with_the_naive_model() {
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
                sweep(ops, Proofs.history(-1 - i, 12));
            }
        }
    }

    private static void run(MmOps ops, int from, int to, int length) {
        for (int i = from; i < to; i++) {
            int cpus = 1 + i % 4;
            Shrinking.run(
                    Proofs.name(ops) + ", history " + i,
                    Proofs.history(i, length),
                    history -> Proofs.play(ops, history, cpus, 0));
        }
    }

    /** The same history again and again, each time with another allocation that fails. */
    private static void sweep(MmOps ops, List<Operation> operations) {
        boolean failed = true;
        for (int n = 1; failed; n++) {
            boolean[] came = new boolean[1];
            int failing = n;
            Shrinking.run(
                    Proofs.name(ops) + ", allocation " + n + " fails",
                    operations,
                    history -> came[0] = Proofs.play(ops, history, 2, failing));
            failed = came[0];
        }
    }
}
