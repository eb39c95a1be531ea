package dev.pagewalk.katas.k1_refcount;

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.RssKind;
import dev.pagewalk.core.mm.Vma;
import java.util.EnumMap;
import java.util.Map;

/** Everything is decided by compare-and-set. */
public final class RefcountKata implements CowPteRefcount {
    private static final long NO_OWNER = 0;

    @Override
    public int cow_pte_count(PmdPtr pmd) {
        return table(pmd).refRead();
    }

    @Override
    public int pmd_get_pte(PmdPtr pmd) {
        Page table = table(pmd);
        while (true) {
            int count = table.refRead();
            if (table.refCas(count, count + 1)) {
                return count + 1;
            }
        }
    }

    @Override
    public boolean cow_pte_owner_is_same(PmdPtr pmd, PmdPtr owner) {
        long wanted = NO_OWNER;
        if (owner != null) {
            wanted = owner.address();
        }
        return table(pmd).owner() == wanted;
    }

    @Override
    public void set_cow_pte_owner(PmdPtr pmd, PmdPtr owner) {
        if (owner == null) {
            table(pmd).setOwner(NO_OWNER);
        } else {
            table(pmd).setOwner(owner.address());
        }
    }

    @Override
    public void cow_pte_rss(MmStruct mm, Vma vma, PmdPtr pmd, long addr, long end, boolean inc) {
        Pmd table = pmd.get();
        Map<RssKind, Integer> pages = new EnumMap<>(RssKind.class);
        for (Vma part : mm.vmas()) {
            for (long a = addr; a < end; a += PgtableTypes.PAGE_SIZE) {
                if (part.contains(a)) {
                    Page page = Mm.vm_normal_page(part, a, Pgtable.pte_offset(table, a).get());
                    if (page != null) {
                        pages.merge(Mm.mm_counter(page), 1, Integer::sum);
                    }
                }
            }
        }
        pages.forEach((kind, n) -> mm.addRss(kind, inc ? n : -n));
    }

    @Override
    public void cow_pte_fallback(Vma vma, PmdPtr pmd, long addr) {
        boolean mine = cow_pte_owner_is_same(pmd, pmd);
        Pmd seen = pmd.get();
        while (!pmd.cas(seen, seen.withWrite())) {
            seen = pmd.get();
        }
        table(pmd).setOwner(NO_OWNER);
        if (mine) {
            return;
        }
        Mm.mm_inc_nr_ptes(vma.mm());
        long start = addr - addr % PgtableTypes.PMD_SIZE;
        cow_pte_rss(vma.mm(), vma, pmd, start, start + PgtableTypes.PMD_SIZE, true);
    }

    @Override
    public int pmd_put_pte(Vma vma, PmdPtr pmd, long addr, boolean reuse) {
        Page table = table(pmd);
        for (int count = table.refRead(); count > 1; count = table.refRead()) {
            if (table.refCas(count, count - 1)) {
                return 0;
            }
        }
        if (!reuse) {
            return 0;
        }
        cow_pte_fallback(vma, pmd, addr);
        return 1;
    }

    private static Page table(PmdPtr pmd) {
        return pmd.get().page();
    }
}
