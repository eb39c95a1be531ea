package dev.pagewalk.core.debug;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;

import dev.pagewalk.core.debug.MmInvariants.Findings;
import dev.pagewalk.core.mm.MemMap;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageFlag;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.core.mm.VmFlag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What holds for each page that is mapped: I8, I15. */
final class PageInvariants {
    private final MemMap map;
    private final Census census;
    private final Findings findings;
    private final Map<Long, Integer> mappings = new TreeMap<>();

    PageInvariants(MemMap map, Census census, Findings findings) {
        this.map = map;
        this.census = census;
        this.findings = findings;
    }

    void examine() {
        census.tables().values().forEach(slots -> count(slots.get(0)));
        mappings.forEach((pfn, count) -> {
            if (map.page(pfn).mapcount() != count) {
                findings.add(Rule.I15, "mapcount " + count + " of " + map.page(pfn), "mapcount " + map.page(pfn).mapcount());
            }
        });
        census.tables().values().stream().flatMap(List::stream).filter(Slot::isWrite).forEach(this::writable);
    }

    /** Each distinct table counts once, whoever names it. */
    private void count(Slot slot) {
        for (int i = 0; i < PTRS_PER_PTE; i++) {
            Page page = normalPage(slot, i);
            if (page != null) {
                mappings.merge(page.pfn(), 1, Integer::sum);
            }
        }
    }

    private void writable(Slot slot) {
        for (int i = 0; i < PTRS_PER_PTE; i++) {
            Pte pte = census.pte(slot.pfn(), i);
            Page page = pte.isWrite() ? normalPage(slot, i) : null;
            if (page != null && isPrivate(slot, i) && !(page.is(PageFlag.PageAnon) && page.mapcount() == 1)) {
                findings.add(Rule.I8, "an anonymous page with mapcount 1", slot + ", pte[" + i + "] = " + pte + ", " + page + " mapcount " + page.mapcount());
            }
        }
    }

    private Page normalPage(Slot slot, int i) {
        long addr = slot.start() + i * PAGE_SIZE;
        Vma vma = slot.mm().find_vma(addr);
        return vma == null ? null : Mm.vm_normal_page(vma, addr, census.pte(slot.pfn(), i));
    }

    private boolean isPrivate(Slot slot, int i) {
        return !slot.mm().find_vma(slot.start() + i * PAGE_SIZE).has(VmFlag.VM_SHARED);
    }
}
