package dev.pagewalk.core.hw;

import dev.pagewalk.core.hook.Update;

/**
 * Walks the paging structures for one CPU.
 *
 * <pre>
 *  CR3 ─► PML5E ─► PML4E ─► PDPTE ─► PDE ─► PTE ─► page
 *         (LA57)              └ 1 GiB  └ 2 MiB
 * </pre>
 *
 * <p>A walk begins at the lowest paging-structure cache that knows the address. It reads every entry on the path, then
 * judges the rights of all levels together, then sets A in each entry it used and, for a write, D in the leaf: each by
 * a locked compare-and-exchange with the value it read. If another CPU changed the entry meanwhile, the walk begins
 * anew. A walk that faults sets nothing.
 *
 * <p>Entries are cached on the way down, before their A is set. That is safe because what a walk cached is forgotten if
 * it loses a race (here) or faults ({@link Invalidation#afterPageFault}), and no other instruction of the CPU can come
 * in between.
 *
 * <p>Source: SDM volume 3A, "Linear-Address Translation with 4-Level Paging and 5-Level Paging" and "Accessed and
 * Dirty Flags", edition 325384-085US.
 * <em>Simplification:</em> a processor may set A on the way down, even on a walk that will fault.
 */
final class PageWalker {
    private static final int LEVELS = 5;
    private static final int LOWEST_CACHED = 2;
    private static final long LOST_RACE = -1;
    /** The rights that CR3 gives. */
    private static final long UNRESTRICTED = PagingStructureCaches.rights(-1, 0);

    private final int cpu;
    private final PhysicalMemory memory;
    private final Pmu pmu;
    private final Registers registers;
    private final AccessRights rights;
    private final ReservedBits reserved;
    private final Tlb tlb;
    private final PagingStructureCaches caches;

    /** The path of the walk under way, by level. */
    private final long[] entries = new long[LEVELS + 1];
    /** The level of the first entry that is read. */
    private int first;
    /** Names the table of that entry, and carries the rights of the levels above. */
    private long above;
    private int errorCode;

    PageWalker(int cpu, PhysicalMemory memory, Registers registers, AccessRights rights, ReservedBits reserved,
            Tlb tlb, PagingStructureCaches caches) {
        this.cpu = cpu;
        this.memory = memory;
        this.pmu = memory.pmu();
        this.registers = registers;
        this.rights = rights;
        this.reserved = reserved;
        this.tlb = tlb;
        this.caches = caches;
    }

    /** Why the last walk gave no translation. */
    int errorCode() {
        return errorCode;
    }

    /**
     * Translates a canonical address, sets A and D, and caches what it learned.
     *
     * @return a translation of 4 KiB, or {@link Translation#NONE} after a fault
     */
    long walk(long va, Access access, long context) {
        pmu.count(Event.PAGE_WALK);
        long translation = attempt(va, access, context);
        while (translation == LOST_RACE) {
            caches.forget(va, context);
            translation = attempt(va, access, context);
        }
        return translation;
    }

    /** Begins at the lowest entry on the path that is cached, or at the top. */
    private long attempt(long va, Access access, long context) {
        int top = registers.levels();
        for (int level = LOWEST_CACHED; level <= top; level++) {
            long cached = caches.find(va, level, context);
            if (cached != PagingStructureCaches.NONE) {
                return descend(va, access, context, cached, level - 1);
            }
        }
        return descend(va, access, context, registers.root() | UNRESTRICTED, top);
    }

    private long descend(long va, Access access, long context, long from, int firstLevel) {
        above = from;
        first = firstLevel;
        long all = from;
        long any = from;
        long tableMask = reserved.tableMask();
        int level = firstLevel;
        long entry = read(from, va, level);
        while (level > 1 && (entry & tableMask) == Entry.PRESENT) {
            all &= entry;
            any |= entry;
            caches.put(va, level, context, entry & Entry.FRAME | PagingStructureCaches.rights(all, any));
            level--;
            entry = read(entry, va, level);
        }
        pmu.count(Event.WALK_READ, firstLevel - level + 1L);
        boolean leaf = Entry.isLeaf(entry, level);
        if ((entry & (Entry.PRESENT | reserved.of(level, leaf))) != Entry.PRESENT) {
            return refuse(access, notUsable(entry));
        }
        return arrive(va, access, level, context, all & entry, any | entry);
    }

    private long read(long above, long va, int level) {
        long entry = memory.walkRead(Entry.frame(above), LinearAddress.index(va, level));
        entries[level] = entry;
        return entry;
    }

    private long arrive(long va, Access access, int level, long context, long all, long any) {
        long leaf = entries[level];
        long page = Translation.VALID | Translation.rights(all, any) | Translation.leaf(leaf)
                | leaf & Entry.FRAME & -LinearAddress.span(level);
        if (!rights.allows(access, page)) {
            return refuse(access, forbidden(access, page));
        }
        boolean write = access.isWrite();
        boolean flagsSet = (all & Entry.ACCESSED) != 0 && (!write || (leaf & Entry.DIRTY) != 0);
        return flagsSet || setFlags(va, level, write) ? remember(va, level, context, page, write) : LOST_RACE;
    }

    /** The error code of a fault at an entry that is not present or has a reserved bit set. */
    private static int notUsable(long entry) {
        return Entry.isPresent(entry) ? PageFault.PRESENT | PageFault.RESERVED : 0;
    }

    /** The error code, without the part that tells what the access was, of a fault by rights or key. */
    int forbidden(Access access, long translation) {
        return PageFault.PRESENT | (rights.keyForbids(access, translation) ? PageFault.KEY : 0);
    }

    /** Completes the error code. */
    long refuse(Access access, int why) {
        boolean tellsFetches = registers.nxe() || registers.cr4Has(Bits.CR4_SMEP);
        errorCode = why
                | (access.isWrite() ? PageFault.WRITE : 0)
                | (registers.isUser(access) ? PageFault.USER : 0)
                | (access == Access.FETCH && tellsFetches ? PageFault.FETCH : 0);
        return Translation.NONE;
    }

    /** Sets A in all entries of the path and, for a write, D in the leaf; false if an entry has changed meanwhile. */
    private boolean setFlags(long va, int leafLevel, boolean write) {
        for (int level = first; level >= leafLevel; level--) {
            long wanted = write && level == leafLevel ? Entry.ACCESSED | Entry.DIRTY : Entry.ACCESSED;
            if ((entries[level] & wanted) != wanted && !setFlags(va, level, wanted)) {
                return false;
            }
        }
        return true;
    }

    private boolean setFlags(long va, int level, long wanted) {
        long table = (level == first ? above : entries[level + 1]) & Entry.FRAME;
        long address = table | (long) LinearAddress.index(va, level) * PhysicalMemory.WORD_SIZE;
        long was = entries[level];
        memory.lines().own(cpu, address);
        return memory.update(address, Update.COMPARE_AND_SET, was, was | wanted) == was;
    }

    private long remember(long va, int leafLevel, long context, long page, boolean written) {
        long translation = page | (written ? Translation.DIRTY : 0);
        if (!registers.cr4Has(Bits.CR4_PGE)) {
            translation &= ~Translation.GLOBAL;
        }
        tlb.put(va, leafLevel, context, translation);
        return Tlb.within(translation, va, leafLevel);
    }
}
