package dev.pagewalk.katas.k0_walk;

import dev.pagewalk.core.contract.PageWalk;
import dev.pagewalk.core.hw.PhysicalMemory;

public class WalkKata implements PageWalk {
    public int index(long va, int level) {
        switch (level) {
            case 4:
                return (int) (va >> 39) & 0x1ff;
            case 3:
                return (int) (va >> 30) & 0x1ff;
            case 2:
                return (int) (va >> 21) & 0x1ff;
            default:
                return (int) (va >> 12) & 0x1ff;
        }
    }

    public long offset(long va, int level) {
        if (level == 3) {
            return va & 0x3fffffffL;
        }
        return level == 2 ? va & 0x1fffff : va & 0xfff;
    }

    public boolean isLeaf(long entry, int level) {
        boolean present = (entry & 1) == 1;
        boolean ps = (entry >> 7 & 1) == 1;
        if (!present || level == 4) {
            return false;
        }
        return level == 1 || ps;
    }

    public long translate(PhysicalMemory memory, long cr3, long va) {
        long pml4e = memory.read((cr3 & 0xffffffffff000L) + index(va, 4) * 8);
        if ((pml4e & 1) == 0) {
            return NOT_MAPPED;
        }
        long pdpte = memory.read((pml4e & 0xffffffffff000L) + index(va, 3) * 8);
        if ((pdpte & 1) == 0) {
            return NOT_MAPPED;
        }
        if (isLeaf(pdpte, 3)) {
            return (pdpte & 0xfffffc0000000L) + offset(va, 3);
        }
        long pde = memory.read((pdpte & 0xffffffffff000L) + index(va, 2) * 8);
        if ((pde & 1) == 0) {
            return NOT_MAPPED;
        }
        if (isLeaf(pde, 2)) {
            return (pde & 0xfffffffe00000L) + offset(va, 2);
        }
        long pte = memory.read((pde & 0xffffffffff000L) + index(va, 1) * 8);
        if ((pte & 1) == 0) {
            return NOT_MAPPED;
        }
        return (pte & 0xffffffffff000L) + offset(va, 1);
    }

    public int rights(PhysicalMemory memory, long cr3, long va) {
        int rights = READ | WRITE | EXECUTE;
        long table = cr3 & 0xffffffffff000L;
        for (int level = 4; level > 0; level--) {
            long entry = memory.read(table + 8L * index(va, level));
            if ((entry & 1) == 0 || (entry & 4) == 0) {
                return 0;
            }
            if ((entry & 2) == 0) {
                rights &= ~WRITE;
            }
            if (entry < 0) {
                rights &= ~EXECUTE;
            }
            if (isLeaf(entry, level)) {
                break;
            }
            table = entry & 0xffffffffff000L;
        }
        return rights;
    }
}
