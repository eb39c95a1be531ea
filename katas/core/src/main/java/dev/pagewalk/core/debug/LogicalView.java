package dev.pagewalk.core.debug;

import static dev.pagewalk.core.mm.PgtableTypes.P4D_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PTE_PFN_MASK;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PRESENT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PSE;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_RW;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_USER;

import dev.pagewalk.core.hw.PhysicalMemory;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.Vma;

/** What a process would read where, and what its tables would let it do, found out without an access. */
public final class LogicalView {
    private static final int LEVEL_BITS = 9;

    private LogicalView() {}

    /** The word that the process would read at an address in a VMA. */
    public static long word(MmStruct mm, long addr) {
        Path path = walk(mm, addr);
        if ((path.entry & _PAGE_PRESENT) != 0) {
            return memory(mm).peek(physical(path, addr));
        }
        int index = (int) (addr & 0xfff) / Long.BYTES;
        if (path.entry != 0) {
            return mm.platform().swap().peekWord(new Pte(path.entry), index);
        }
        return untouched(mm, addr, index);
    }

    /** Whether the tables let user code read there now. */
    public static boolean isReadable(MmStruct mm, long addr) {
        return (walk(mm, addr).rights & (_PAGE_PRESENT | _PAGE_USER)) == (_PAGE_PRESENT | _PAGE_USER);
    }

    /** Whether the tables let user code write there now. */
    public static boolean isWritable(MmStruct mm, long addr) {
        return isReadable(mm, addr) && (walk(mm, addr).rights & _PAGE_RW) != 0;
    }

    /** The physical address that an address is mapped to now, -1 if none. */
    public static long physical(MmStruct mm, long addr) {
        Path path = walk(mm, addr);
        return (path.entry & _PAGE_PRESENT) == 0 ? -1 : physical(path, addr);
    }

    /** The last entry of a walk, the AND of all, and log2 of what the last one maps. */
    private record Path(long entry, long rights, int shift) {}

    private static Path walk(MmStruct mm, long addr) {
        long table = mm.pgd().address();
        long rights = -1;
        for (int shift = P4D_SHIFT; ; shift -= LEVEL_BITS) {
            long entry = memory(mm).peek(table + (long) Pgtable.index(addr, shift) * Long.BYTES);
            rights &= entry;
            boolean last = (entry & _PAGE_PRESENT) == 0 || shift == PAGE_SHIFT || shift <= PMD_SHIFT + LEVEL_BITS && (entry & _PAGE_PSE) != 0;
            if (last) {
                return new Path(entry, rights, shift);
            }
            table = entry & PTE_PFN_MASK;
        }
    }

    private static long physical(Path path, long addr) {
        long size = 1L << path.shift;
        return path.entry & PTE_PFN_MASK & -size | addr & size - 1;
    }

    private static long untouched(MmStruct mm, long addr, int index) {
        Vma vma = mm.find_vma(addr);
        if (vma == null || vma.file() == null) {
            return 0;
        }
        Page cached = vma.file().peek(vma.pageOf(addr));
        if (cached != null) {
            return memory(mm).peek(cached.address() + (long) index * Long.BYTES);
        }
        return index == 0 ? vma.file().content(vma.pageOf(addr)) : 0;
    }

    private static PhysicalMemory memory(MmStruct mm) {
        return mm.map().memory();
    }
}
