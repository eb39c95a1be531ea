package dev.pagewalk.core.kernel;

import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.core.contract.CopyPmdRange;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;

/**
 * What a machine is booted with. A value: each {@code with…} gives a new one.
 *
 * @param cpus how many CPUs, 1 to 10
 * @param bytes how much memory, a multiple of 2 MiB
 * @param ops the katas that are plugged in; they decide the configuration
 * @param hook carries out shared accesses; null: they happen directly
 */
public record MachineConfig(int cpus, long bytes, MmOps ops, @Nullable Hook hook) {
    private static final long MIB = 1L << 20;

    /** One CPU after the other of four, 256 MiB, no kata. */
    public static MachineConfig standard() {
        return new MachineConfig(4, 256 * MIB, MmOps.plain(), null);
    }

    public MachineConfig withCpus(int number) {
        return new MachineConfig(number, bytes, ops, hook);
    }

    public MachineConfig withBytes(long memory) {
        return new MachineConfig(cpus, memory, ops, hook);
    }

    public MachineConfig withOps(MmOps katas) {
        return new MachineConfig(cpus, bytes, katas, hook);
    }

    public MachineConfig withHook(@Nullable Hook carriesOut) {
        return new MachineConfig(cpus, bytes, ops, carriesOut);
    }

    /**
     * Whether a machine can run so.
     *
     * @throws IllegalArgumentException if not; the message says why, and what to do
     */
    void check() {
        if (ops.isCowPte() && ops.isFreeUserPte()) {
            throw new IllegalArgumentException("COW_PTE and FREE_USER_PTE are never on together: the two series never met, pte_tryget says only yes or no, "
                    + "a break would switch the PMD under a visitor, and freeing a shared empty table leaves the other sharer pointing at free memory");
        }
        expectAll(
                ops.isCowPte(),
                ops.has(CowPteRefcount.class) && ops.has(CopyPmdRange.class) && ops.has(BreakCowPte.class),
                "COW_PTE takes katas 1, 2 and 3");
        expectAll(ops.isFreeUserPte(), ops.has(PteRef.class) && ops.has(FreeUserPte.class), "FREE_USER_PTE takes katas 4 and 5");
        if (bytes < 2 * MIB || bytes % (2 * MIB) != 0) {
            throw new IllegalArgumentException("memory comes in multiples of 2 MiB, for the direct map's sake, but was " + bytes + " bytes");
        }
    }

    private static void expectAll(boolean wanted, boolean complete, String rule) {
        if (wanted && !complete) {
            throw new IllegalArgumentException(rule + ": plug in the others too, or none");
        }
    }
}
