package dev.pagewalk.checks.k0_walk;

import dev.pagewalk.core.hw.Access;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.Entry;
import dev.pagewalk.core.hw.LinearAddress;
import dev.pagewalk.core.hw.PhysicalMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A memory with page tables of every shape, drawn from a seed, and a processor that walks them.
 *
 * <p>Each path has its own rights at each level, ends at level 1, 2 or 3 with a leaf or at any level with an entry that is
 * not present, and has noise in every bit that the processor ignores: software bits, A, D, G, PAT, the frame of an entry
 * that is not present. Reserved bits are clear.
 */
final class Forest {
    private static final int LEVELS = 4;
    private static final int FRAME_BITS = 36;
    /** Bits 11:9, 6, 5: software's, and those that a walk sets. */
    private static final long IGNORED = 0xe60;

    private static final long IGNORED_ABOVE = 0x7fL << 52;
    private static final long PAT_OF_LARGE = 1L << 12;
    private static final long NOISE_IN_CR3 = 0x18;

    private final Random random;
    private final PhysicalMemory memory = new PhysicalMemory(FRAME_BITS, null);
    private final Cpu user = new Cpu(0, memory);
    private final Cpu kernel = new Cpu(1, memory);
    private final List<Long> addresses = new ArrayList<>();
    private final long root;
    private long next = 0x10_0000;

    /** A forest of a number of paths. */
    Forest(long seed, int paths) {
        random = new Random(seed);
        root = table();
        user.writeCr3(cr3());
        user.setCpl(3);
        kernel.writeCr3(cr3());
        for (int i = 0; i < paths; i++) {
            grow(randomAddress(i));
        }
    }

    PhysicalMemory memory() {
        return memory;
    }

    /** With bits set that are no part of the address. */
    long cr3() {
        return root | NOISE_IN_CR3;
    }

    /** Canonical addresses to be asked for, on paths and beside them. */
    List<Long> addresses() {
        return addresses;
    }

    /** Where the processor gets to, -1 if nothing is mapped. */
    long physical(long va) {
        return kernel.translate(va, Access.READ);
    }

    /** What the processor lets user code do. */
    boolean allows(long va, Access access) {
        return user.translate(va, access) != Cpu.FAULT;
    }

    /** The entries of the path, for people. */
    String path(long va) {
        StringBuilder text = new StringBuilder("cr3 0x" + Long.toHexString(cr3()));
        long table = root;
        for (int level = LEVELS; level >= 1; level--) {
            long entry = memory.peek(table + 8L * LinearAddress.index(va, level));
            text.append('\n').append(Entry.name(level)).append('[').append(LinearAddress.index(va, level)).append("] = 0x").append(Long.toHexString(entry));
            if (!Entry.isPresent(entry) || Entry.isLeaf(entry, level)) {
                break;
            }
            table = entry & Entry.FRAME;
        }
        return text.toString();
    }

    /** Lower and upper half in turn; often in a neighbourhood, so that paths share tables. */
    private long randomAddress(int i) {
        long near = addresses.isEmpty() || random.nextInt(3) == 0 ? random.nextLong() : addresses.get(random.nextInt(addresses.size()));
        long changed = near ^ random.nextLong() & (1L << 12 + 9 * random.nextInt(LEVELS)) - 1;
        long lower = changed & (1L << 47) - 1;
        return i % 2 == 0 ? lower : lower | -1L << 47;
    }

    private void grow(long va) {
        int end = 1 + random.nextInt(LEVELS);
        boolean mapped = end < LEVELS && random.nextInt(4) != 0;
        long table = root;
        for (int level = LEVELS; level > end; level--) {
            long slot = table + 8L * LinearAddress.index(va, level);
            if (memory.peek(slot) == 0) {
                memory.poke(slot, table() | Entry.PRESENT | bits());
            }
            long entry = memory.peek(slot);
            if (!Entry.isPresent(entry) || Entry.isLeaf(entry, level)) {
                ask(va);
                return;
            }
            table = entry & Entry.FRAME;
        }
        long slot = table + 8L * LinearAddress.index(va, end);
        if (memory.peek(slot) == 0) {
            memory.poke(slot, mapped ? leaf(end) : absent(va, end));
        }
        ask(va);
    }

    private void ask(long va) {
        addresses.add(va);
        addresses.add(va ^ 1L << random.nextInt(12));
        addresses.add(va ^ 1L << random.nextInt(47));
    }

    private long table() {
        next += PhysicalMemory.FRAME_SIZE;
        return next;
    }

    private long leaf(int level) {
        long frame = random.nextLong() & Entry.FRAME & (1L << FRAME_BITS) - 1 & -LinearAddress.span(level);
        long size = level == 1 ? random.nextLong() & Entry.PAGE_SIZE : Entry.PAGE_SIZE | random.nextLong() & PAT_OF_LARGE;
        return frame | size | Entry.PRESENT | bits() | random.nextLong() & Entry.GLOBAL;
    }

    /** Looks as if there were a page behind it, but for P. */
    private long absent(long va, int level) {
        return behind(va, level) & ~Entry.PRESENT | random.nextLong() & Entry.PAGE_SIZE;
    }

    /** An entry that leads to a leaf of level 1. */
    private long behind(long va, int level) {
        if (level == 1) {
            return leaf(1) | Entry.USER;
        }
        long table = table();
        memory.poke(table + 8L * LinearAddress.index(va, level - 1), behind(va, level - 1));
        return table | Entry.PRESENT | Entry.USER | bits();
    }

    /** Rights, mostly given, and noise. */
    private long bits() {
        long rights = (random.nextInt(4) == 0 ? 0 : Entry.WRITABLE) | (random.nextInt(5) == 0 ? 0 : Entry.USER) | (random.nextInt(4) == 0 ? Entry.EXECUTE_DISABLE : 0);
        return rights | random.nextLong() & (IGNORED | IGNORED_ABOVE);
    }
}
