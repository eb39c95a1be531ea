package dev.pagewalk.core.debug;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;

import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.MemMap;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageField;
import dev.pagewalk.core.mm.PageFlag;
import dev.pagewalk.core.mm.Platform;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.Vma;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What holds for each page that is mapped or swapped out: I8, I15, I16, I24, I25. */
final class PageInvariants {
    private final Platform platform;
    private final MemMap map;
    private final Census census;
    private final Findings findings;
    private final Map<Long, Integer> mappings = new TreeMap<>();
    private final Map<Long, Integer> swapEntries = new TreeMap<>();

    PageInvariants(Platform platform, Census census, Findings findings) {
        this.platform = platform;
        this.map = platform.pages();
        this.census = census;
        this.findings = findings;
    }

    void examine() {
        census.tables().values().forEach(slots -> count(slots.get(0)));
        census.slots().stream().filter(Slot::isLeaf).forEach(this::countHuge);
        mappings.keySet().stream().filter(pfn -> !map.isInUse(pfn)).forEach(this::free);
        map.forEachUsed(this::counts);
        swapCounts();
        census.tables().values().stream().flatMap(List::stream).filter(Slot::isWrite).forEach(this::writable);
    }

    /** Each distinct table counts once, whoever names it. */
    private void count(Slot slot) {
        for (int i = 0; i < PTRS_PER_PTE; i++) {
            Pte pte = census.pte(slot.pfn(), i);
            if (pte.isSwap()) {
                swapEntries.merge(pte.word(), 1, Integer::sum);
            } else if (pte.isPresent()) {
                Page page = normalPage(slot, i, pte);
                if (page != null) {
                    mappings.merge(page.pfn(), 1, Integer::sum);
                }
            }
        }
    }

    private void countHuge(Slot leaf) {
        for (long pfn = leaf.pfn(); pfn < leaf.pfn() + PTRS_PER_PTE; pfn++) {
            mappings.merge(pfn, 1, Integer::sum);
        }
    }

    private void free(long pfn) {
        findings.add(
                Rule.I25,
                "frames in use where an entry maps one",
                "page 0x" + Long.toHexString(pfn) + " is free, and mapped " + mappings.get(pfn) + " times");
    }

    private void counts(long pfn) {
        long mapcount = map.peek(pfn, PageField.MAPCOUNT);
        long refcount = map.peek(pfn, PageField.REFCOUNT);
        long pins = map.peek(pfn, PageField.PINS);
        int expected = mappings.getOrDefault(pfn, 0);
        String name = "page 0x" + Long.toHexString(pfn);
        if (mapcount != expected) {
            findings.add(Rule.I15, "mapcount " + expected + " of " + name, "mapcount " + mapcount);
        }
        if (refcount < mapcount && refcount > 0) {
            findings.add(Rule.I15, "refcount of " + name + " >= mapcount " + mapcount, "refcount " + refcount);
        }
        if (pins > 0 && refcount < mapcount + pins) {
            findings.add(
                    Rule.I24,
                    "refcount of " + name + " >= " + mapcount + " mappings + " + pins + " pins",
                    "refcount " + refcount);
        }
    }

    private void swapCounts() {
        for (Pte entry : platform.swap().inUse()) {
            int expected = swapEntries.getOrDefault(entry.word(), 0) + (platform.swap().cached(entry) == null ? 0 : 1);
            if (platform.swap().count(entry) != expected) {
                findings.add(Rule.I16, "count " + expected + " of swap slot " + entry, "count " + platform.swap().count(entry));
            }
            swapEntries.remove(entry.word());
        }
        swapEntries.forEach((word, entries) -> findings.add(
                Rule.I16,
                "a swap slot in use where an entry names one",
                new Pte(word) + " names a free slot"));
    }

    private void writable(Slot slot) {
        for (int i = 0; i < PTRS_PER_PTE; i++) {
            Pte pte = census.pte(slot.pfn(), i);
            Vma vma = pte.isPresent() && pte.isWrite() ? vma(slot, i) : null;
            Page page = vma == null ? null : Mm.vm_normal_page(vma, slot.start() + i * PAGE_SIZE, pte);
            if (vma != null && page != null && vma.isPrivate() && !isOwn(page.pfn())) {
                findings.add(
                        Rule.I8,
                        "an anonymous page with mapcount 1",
                        slot + ", pte[" + i + "] = " + pte + ", " + page + " mapcount " + map.peek(page.pfn(), PageField.MAPCOUNT));
            }
        }
    }

    private boolean isOwn(long pfn) {
        return map.has(pfn, PageFlag.PageAnon) && map.peek(pfn, PageField.MAPCOUNT) == 1;
    }

    private static @Nullable Page normalPage(Slot slot, int i, Pte pte) {
        Vma vma = vma(slot, i);
        return vma == null ? null : Mm.vm_normal_page(vma, slot.start() + i * PAGE_SIZE, pte);
    }

    private static @Nullable Vma vma(Slot slot, int i) {
        return slot.mm().find_vma(slot.start() + i * PAGE_SIZE);
    }
}
