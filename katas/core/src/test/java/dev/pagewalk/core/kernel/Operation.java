package dev.pagewalk.core.kernel;

import dev.pagewalk.core.mm.VmFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** One step of a random history; all numbers are taken modulo what there is, so any part of a history is a history. */
record Operation(Kind kind, int cpu, int process, int area, int page, int count, int value) {
    enum Kind {
        STORE,
        LOAD,
        MMAP,
        MUNMAP,
        MPROTECT,
        MREMAP,
        DONTNEED,
        DONTFORK,
        WIPEONFORK,
        FORK,
        EXIT,
        SWAPOUT,
        PIN,
        UNPIN
    }

    /** How often each kind comes. */
    private static final int[] WEIGHTS = {22, 8, 11, 4, 8, 8, 5, 2, 3, 11, 4, 7, 5, 2};

    static List<Operation> history(Random random, int length) {
        List<Operation> history = new ArrayList<>();
        history.add(new Operation(Kind.MMAP, 0, 0, random.nextInt(3), 0, 15, 2 + 8 * random.nextInt(4)));
        while (history.size() < length) {
            history.add(random(random));
        }
        return history;
    }

    static Operation random(Random random) {
        int dice = random.nextInt(100);
        int kind = 0;
        while (dice >= WEIGHTS[kind]) {
            dice -= WEIGHTS[kind++];
        }
        return new Operation(Kind.values()[kind], random.nextInt(4), random.nextInt(12), random.nextInt(History.BASES.length), random.nextInt(4) == 0 ? 0 : random.nextInt(History.PAGES),
                random.nextInt(History.PAGES), random.nextInt(1 << 16));
    }

    /** Mostly read and write. */
    static Set<VmFlag> rights(int value) {
        return switch (value % 8) {
            case 0, 4 -> Set.of(VmFlag.VM_READ);
            case 1 -> Set.of(VmFlag.VM_READ, VmFlag.VM_WRITE, VmFlag.VM_EXEC);
            default -> Set.of(VmFlag.VM_READ, VmFlag.VM_WRITE);
        };
    }
}
