package dev.pagewalk.core.kernel;

import dev.pagewalk.core.contract.MmOps;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random system calls on a machine and on a map per process: nobody can tell the difference, and nothing breaks or leaks. */
class RandomHistoriesTest {
    private static final int HISTORIES = Integer.getInteger("pagewalk.histories", 10_000);
    private static final int QUICK = 100;
    private static final int SWEPT = Integer.getInteger("pagewalk.swept", 20);
    private static final List<MmOps> CONFIGURATIONS = List.of(
            MmOps.plain(),
            MmOps.plain().with(new CowKatas()),
            MmOps.plain().with(new ReclaimKatas()),
            MmOps.plain().with(new CacheKata()),
            MmOps.plain().with(new CowKatas()).with(new CacheKata()),
            MmOps.plain().with(new ReclaimKatas()).with(new CacheKata()));
    private static final long SEED = Long.getLong("pagewalk.seed", 20220519);

    @Test
    @Tag("quick")
    void a_few_random_histories_agree_with_the_naive_model() {
        for (MmOps ops : CONFIGURATIONS) {
            run(ops, 0, QUICK, 24);
        }
    }

    @Test
    void ten_thousand_random_histories_on_the_plain_path_agree_with_the_naive_model() {
        run(MmOps.plain(), QUICK, HISTORIES, 12);
    }

    @Test
    void random_histories_with_katas_agree_with_the_naive_model() {
        for (MmOps ops : CONFIGURATIONS) {
            run(ops, QUICK, QUICK + HISTORIES / 20, 24);
        }
    }

    @Test
    void whatever_allocation_fails_nothing_changes_and_nothing_leaks() {
        for (MmOps ops : CONFIGURATIONS) {
            for (int i = 0; i < SWEPT; i++) {
                sweep(ops, Operation.history(new Random(SEED - 1 - i), 12));
            }
        }
    }

    private static void run(MmOps ops, int from, int to, int length) {
        for (int i = from; i < to; i++) {
            Random random = new Random(SEED + i);
            int cpus = 1 + i % 4;
            Shrinking.run(name(ops) + ", history " + i + " of seed " + SEED, Operation.history(random, length + random.nextInt(length)),
                    history -> play(ops, history, cpus, 0));
        }
    }

    /** The same history again and again, each time with another allocation that fails. */
    private static void sweep(MmOps ops, List<Operation> operations) {
        boolean failed = true;
        for (int n = 1; failed; n++) {
            int failing = n;
            failed = play(ops, operations, 2, failing);
            if (failed) {
                Shrinking.run(name(ops) + ", allocation " + n + " fails", operations, history -> play(ops, history, 2, failing));
            }
        }
    }

    /** Whether the allocation that was to fail came. */
    private static boolean play(MmOps ops, List<Operation> operations, int cpus, int failing) {
        Machine machine = Machine.boot(MachineConfig.standard().withCpus(cpus).withBytes(16 << 20).withOps(ops));
        History history = new History(machine, ops.isCowPte());
        machine.platform().failures().failAt(failing);
        operations.forEach(history::step);
        boolean failed = failing > 0 && !machine.platform().failures().isArmed();
        machine.platform().failures().failAt(0);
        history.end();
        return failed;
    }

    private static String name(MmOps ops) {
        return "COW_PTE " + ops.isCowPte() + ", FREE_USER_PTE " + ops.isFreeUserPte() + ", PKS_PG_TABLES " + ops.isPksPgTables();
    }
}
