package dev.pagewalk.core.debug;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;

import dev.pagewalk.core.mm.GroupedPageCache;
import dev.pagewalk.core.mm.MemMap;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageField;
import dev.pagewalk.core.mm.PageFlag;
import dev.pagewalk.core.mm.Platform;
import dev.pagewalk.core.mm.ProtectionKeys;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds for each frame by its type: I2, I3, I14, I26, I27, I40. */
final class FrameInvariants {
    private final Platform platform;
    private final MemMap map;
    private final Census census;
    private final Findings findings;

    FrameInvariants(Platform platform, Census census, Findings findings) {
        this.platform = platform;
        this.map = platform.pages();
        this.census = census;
        this.findings = findings;
    }

    void examine() {
        Set<Long> reachable = reachable();
        map.forEachUsed(pfn -> frame(pfn, reachable));
        for (Long pfn : reachable) {
            if (!map.has(pfn, PageFlag.PageTable)) {
                findings.add(
                        Rule.I4,
                        "a page with PageTable set",
                        "page 0x" + Long.toHexString(pfn) + " is reachable as a table, and is none");
            }
        }
        if (platform.vmstat().peek(0) != reachable.size()) {
            findings.add(Rule.I14, "NR_PAGETABLE " + reachable.size(), "NR_PAGETABLE " + platform.vmstat().peek(0));
        }
        charges();
        teardowns();
        if (platform.keys().isInForce()) {
            keys(reachable);
        }
    }

    private Set<Long> reachable() {
        Set<Long> all = new HashSet<>(census.tables().keySet());
        for (MmStruct mm : census.upperTables().keySet()) {
            all.add(mm.pgd().pfn());
            all.addAll(census.upperTables().get(mm));
        }
        all.removeIf(pfn -> pfn >= map.frames());
        return all;
    }

    private void frame(long pfn, Set<Long> reachable) {
        String name = "page 0x" + Long.toHexString(pfn);
        boolean table = map.has(pfn, PageFlag.PageTable);
        if (table && !reachable.contains(pfn)) {
            findings.add(
                    Rule.I2,
                    "a slot that names each table in use",
                    name + " (" + platform.memory().describe(pfn << PAGE_SHIFT) + ") is in use, and reachable by nobody");
        }
        for (PageField field : List.of(PageField.REFCOUNT, PageField.MAPCOUNT, PageField.PINS)) {
            if (map.peek(pfn, field) < 0) {
                findings.add(Rule.I3, field + " >= 0", name + " " + field + " " + map.peek(pfn, field));
            }
        }
        if (table && (map.has(pfn, PageFlag.PageAnon) || map.has(pfn, PageFlag.PageSwapBacked) || map.peek(pfn, PageField.MAPCOUNT) != 0)) {
            findings.add(Rule.I26, "a page table and nothing else", name + " mapcount " + map.peek(pfn, PageField.MAPCOUNT) + ", flags 0x" + Long.toHexString(map.peek(pfn, PageField.FLAGS)));
        }
    }

    private void charges() {
        long[] marked = new long[1];
        map.forEachUsed(pfn -> {
            if (map.has(pfn, PageFlag.PageMemcgKmem)) {
                marked[0]++;
                if (!map.has(pfn, PageFlag.PageTable)) {
                    findings.add(
                            Rule.I27,
                            "an uncharge at the end of each table",
                            "page 0x" + Long.toHexString(pfn) + " is charged to the memory control group, and is no table");
                }
            }
        });
        if (platform.memcg().charged() != marked[0]) {
            findings.add(Rule.I27, marked[0] + " pages charged, one for each page that is marked so", platform.memcg().charged() + " charged");
        }
    }

    private void teardowns() {
        long refs = census.tables().keySet().stream().filter(pfn -> pfn < map.frames() && map.peek(pfn, PageField.PTE_REF) != 0).count();
        if (platform.refs().live() != refs) {
            findings.add(
                    Rule.I27,
                    refs + " percpu_refs, one for each table that has one",
                    platform.refs().live() + " were handed out and not freed");
        }
    }

    private void keys(Set<Long> reachable) {
        GroupedPageCache cache = platform.tableCache();
        Set<Long> keyed = new HashSet<>(reachable);
        for (Page page : cache.cached()) {
            if (!keyed.add(page.pfn())) {
                findings.add(Rule.I2, "a cached page that no slot names", page + " is cached and in use");
            }
        }
        for (Long pfn : keyed) {
            if (cache.keyOf(pfn) != ProtectionKeys.PKS_KEY_PG_TABLES) {
                findings.add(
                        Rule.I40,
                        "key " + ProtectionKeys.PKS_KEY_PG_TABLES + " on every table in use or cached",
                        "page 0x" + Long.toHexString(pfn) + " key " + cache.keyOf(pfn));
            }
        }
        map.forEachUsed(pfn -> {
            if (!keyed.contains(pfn) && cache.keyOf(pfn) != 0) {
                findings.add(
                        Rule.I40,
                        "no key on what is no table",
                        "page 0x" + Long.toHexString(pfn) + " key " + cache.keyOf(pfn));
            }
        });
    }
}
