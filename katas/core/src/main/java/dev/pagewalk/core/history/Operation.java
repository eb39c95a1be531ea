package dev.pagewalk.core.history;

import dev.pagewalk.core.mm.VmFlag;
import java.util.Random;
import java.util.Set;

/**
 * One step of a history. All numbers are taken modulo what there is when it is played, so any part of a history is a
 * history too.
 *
 * @param kind what is done
 * @param cpu on which CPU, 0 or more
 * @param process whose it is, 0 = the oldest
 * @param area in which {@link Areas area} of the address space
 * @param page at which page of the area
 * @param count how many pages
 * @param value anything else: rights, destinations, sorts of memory
 */
public record Operation(Kind kind, int cpu, int process, int area, int page, int count, int value) {

    /** What can be done, and how often it is drawn, in percent. */
    public enum Kind {
        STORE(22),
        LOAD(8),
        MMAP(11),
        MUNMAP(4),
        MPROTECT(8),
        MREMAP(8),
        DONTNEED(5),
        DONTFORK(2),
        WIPEONFORK(3),
        FORK(11),
        EXIT(4),
        SWAPOUT(7),
        PIN(5),
        UNPIN(2);

        private final int percent;

        Kind(int percent) {
            this.percent = percent;
        }
    }

    private static final int PERCENT = 100;
    private static final int MOST_CPUS = 4;
    private static final int MANY_PROCESSES = 12;
    private static final int MANY_VALUES = 1 << 16;

    /** Some readable, writable, private anonymous memory in one of the first areas, to begin with. */
    static Operation first(Random random) {
        return new Operation(Kind.MMAP, 0, 0, random.nextInt(Areas.NUMBER - 1), 0, Areas.PAGES - 1, 2 + 8 * random.nextInt(4));
    }

    /** Any operation. */
    static Operation random(Random random) {
        int dice = random.nextInt(PERCENT);
        int kind = 0;
        while (dice >= Kind.values()[kind].percent) {
            dice -= Kind.values()[kind++].percent;
        }
        return new Operation(
                Kind.values()[kind],
                random.nextInt(MOST_CPUS),
                random.nextInt(MANY_PROCESSES),
                random.nextInt(Areas.NUMBER),
                random.nextInt(4) == 0 ? 0 : random.nextInt(Areas.PAGES),
                random.nextInt(Areas.PAGES),
                random.nextInt(MANY_VALUES));
    }

    /** The rights that it asks for: mostly read and write. */
    Set<VmFlag> rights() {
        return switch (value % 8) {
            case 0, 4 -> Set.of(VmFlag.VM_READ);
            case 1 -> Set.of(VmFlag.VM_READ, VmFlag.VM_WRITE, VmFlag.VM_EXEC);
            default -> Set.of(VmFlag.VM_READ, VmFlag.VM_WRITE);
        };
    }
}
