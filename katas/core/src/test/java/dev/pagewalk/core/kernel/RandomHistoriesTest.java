package dev.pagewalk.core.kernel;

import dev.pagewalk.core.contract.MmOps;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random system calls on a machine and on a map per process: nobody can tell the difference, and nothing breaks or leaks. */
class RandomHistoriesTest {
    private static final int HISTORIES = Integer.getInteger("pagewalk.histories", 10_000);
    private static final int QUICK = 150;
    private static final long SEED = Long.getLong("pagewalk.seed", 20220519);

    @Test
    @Tag("quick")
    void a_few_random_histories_agree_with_the_naive_model() {
        run(0, QUICK, 24);
    }

    @Test
    void ten_thousand_random_histories_agree_with_the_naive_model() {
        run(QUICK, HISTORIES, 12);
    }

    private static void run(int from, int to, int length) {
        for (int i = from; i < to; i++) {
            Random random = new Random(SEED + i);
            int cpus = 1 + i % 4;
            Shrinking.run("history " + i + " of seed " + SEED, Operation.history(random, length + random.nextInt(length)), history -> play(history, cpus));
        }
    }

    private static void play(List<Operation> operations, int cpus) {
        History history = new History(Machine.boot(MachineConfig.standard().withCpus(cpus).withBytes(16 << 20).withOps(MmOps.plain())), false);
        operations.forEach(history::step);
        history.end();
    }
}
