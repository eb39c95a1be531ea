package dev.pagewalk.katas.k1_refcount;

import static dev.pagewalk.core.mm.Mm.*;
import static dev.pagewalk.core.mm.Pgtable.pte_offset;
import static dev.pagewalk.core.mm.PgtableTypes.*;

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.mm.*;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;

public class RefcountKata implements CowPteRefcount {

    /** The part of a VMA that lies in a range. */
    record Part(Vma vma, long from, long to) {
        static Part of(Vma vma, long addr, long end) {
            return new Part(vma, Math.max(addr, vma.start()), Math.min(end, vma.end()));
        }

        LongStream addresses() {
            return LongStream.iterate(from, a -> a < to, a -> a + PAGE_SIZE);
        }
    }

    @Override
    public int cow_pte_count(PmdPtr pmd) {
        return pmd.get().page().refRead();
    }

    @Override
    public int pmd_get_pte(PmdPtr pmd) {
        return pmd.get().page().refIncReturn();
    }

    @Override
    public boolean cow_pte_owner_is_same(PmdPtr pmd, PmdPtr owner) {
        return pmd.get().page().owner() == addressOf(owner);
    }

    @Override
    public void set_cow_pte_owner(PmdPtr pmd, PmdPtr owner) {
        pmd.get().page().setOwner(addressOf(owner));
    }

    @Override
    public void cow_pte_rss(MmStruct mm, Vma vma, PmdPtr pmd, long addr, long end, boolean inc) {
        var table = pmd.get();
        mm.vmasIn(addr, end).stream()
                .map(v -> Part.of(v, addr, end))
                .flatMap(part -> part.addresses().mapToObj(a -> vm_normal_page(part.vma(), a, pte_offset(table, a).get())))
                .filter(Objects::nonNull)
                .forEach(page -> mm.addRss(mm_counter(page), inc ? 1 : -1));
    }

    @Override
    public void cow_pte_fallback(Vma vma, PmdPtr pmd, long addr) {
        var start = addr & PMD_MASK;
        if (cow_pte_owner_is_same(pmd, null)) {
            mm_inc_nr_ptes(vma.mm());
            cow_pte_rss(vma.mm(), vma, pmd, start, start + PMD_SIZE, true);
        } else {
            set_cow_pte_owner(pmd, null);
        }
        pmd.mkwrite();
    }

    @Override
    public int pmd_put_pte(Vma vma, PmdPtr pmd, long addr, boolean reuse) {
        boolean dropped = pmd.get().page().refAddUnless(-1, 1);
        boolean last = !dropped && reuse;
        return switch (Boolean.toString(last)) {
            case "true" -> {
                cow_pte_fallback(vma, pmd, addr);
                yield 1;
            }
            default -> 0;
        };
    }

    private static long addressOf(PmdPtr slot) {
        return Optional.ofNullable(slot).map(PmdPtr::address).orElse(0L);
    }
}
