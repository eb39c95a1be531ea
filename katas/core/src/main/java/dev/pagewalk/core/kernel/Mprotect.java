package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;

import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.core.mm.Tlbflush;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.mm.Vma;
import java.util.EnumSet;
import java.util.Set;

/** Changes rights: Linux's {@code mm/mprotect.c}. With the mmap lock held for write. */
final class Mprotect {
    private static final Set<VmFlag> RIGHTS = EnumSet.of(VmFlag.VM_READ, VmFlag.VM_WRITE, VmFlag.VM_EXEC);

    private Mprotect() {}

    /** 0, or -ENOMEM with nothing changed that anybody could see. */
    static int protect(MmStruct mm, long start, long end, Set<VmFlag> rights) {
        int error = Mmap.split(mm, start, end);
        if (error == 0) {
            error = Cow.prepare(mm, start, end, true);
        }
        if (error != 0) {
            return error;
        }
        for (Vma vma : mm.vmasIn(start, end)) {
            Vma changed = vma.with(withRights(vma.flags(), rights));
            Mmap.replace(vma, changed);
            change_protection(changed);
        }
        Tlbflush.flush_tlb_range(mm, start, end);
        return 0;
    }

    private static Set<VmFlag> withRights(Set<VmFlag> flags, Set<VmFlag> rights) {
        EnumSet<VmFlag> all = EnumSet.noneOf(VmFlag.class);
        all.addAll(flags);
        all.removeAll(RIGHTS);
        all.addAll(rights);
        return all;
    }

    /** Gives every entry of a VMA the VMA's rights; W is only taken away: the next write fault gives it. */
    private static void change_protection(Vma vma) {
        long next;
        for (long addr = vma.start(); addr < vma.end(); addr = next) {
            next = Pgtable.pmd_addr_end(addr, vma.end());
            PmdPtr slot = Pgtable.pmd_offset(vma.mm(), addr);
            if (slot != null && slot.get().isLeaf()) {
                Huge.changeRights(vma, slot);
            } else if (slot != null && slot.get().isTable()) {
                changeEntries(vma, slot, addr, next);
            }
        }
    }

    private static void changeEntries(Vma vma, PmdPtr slot, long addr, long end) {
        LockedTable table = LockedTable.lockStable(slot.get());
        PtePtr at = table.at(addr);
        for (long a = addr; a < end; a += PAGE_SIZE) {
            Pte pte = at.get();
            while (pte.isPresent() && !at.cas(pte, new Pte(Entries.changed(pte.word(), vma)))) {
                pte = at.get();
            }
            at = at.next();
        }
        table.unlock();
    }
}
