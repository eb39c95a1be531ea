package dev.pagewalk.core.debug;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;

import dev.pagewalk.core.debug.TableGraph.Sort;
import dev.pagewalk.core.debug.TableGraph.Thing;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.TlbEntry;
import dev.pagewalk.core.kernel.Core;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.mm.MemMap;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageField;
import dev.pagewalk.core.mm.PageFlag;
import dev.pagewalk.core.mm.PercpuRef;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.RssKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks a machine over for a {@link TableGraph}. */
final class TableSurvey {
    private static final int MOST_SPACES = 8;
    private static final int MOST_SLOTS = 16;
    private static final int MOST_TABLES = 24;
    private static final int MOST_PAGES = 24;
    private static final int MOST_ENTRIES = 6;
    private static final int MOST_CACHED = 8;

    private final Machine machine;
    private final MemMap pages;
    private final Census census;
    private final Set<Long> tables;
    private final Set<Long> frames;
    private final List<Thing> things = new ArrayList<>();

    /**
     * @param tables frames that were tables before: they are shown, whatever has become of them
     * @param frames frames that entries named before: likewise
     */
    TableSurvey(Machine machine, Set<Long> tables, Set<Long> frames) {
        this.machine = machine;
        this.pages = machine.pages();
        this.census = Census.of(pages, machine.mms());
        this.tables = new TreeSet<>(tables);
        this.frames = new TreeSet<>(frames);
    }

    TableGraph graph() {
        machine.mms().stream().limit(MOST_SPACES).forEach(mm -> add(Sort.SPACE, mm.toString(), facts(mm), List.of()));
        census.slots().stream().limit(MOST_SLOTS).forEach(this::slot);
        if (machine.ops().isPksPgTables()) {
            cache();
        }
        tables.stream().limit(MOST_TABLES).forEach(this::table);
        frames.removeAll(tables);
        frames.stream().limit(MOST_PAGES).forEach(pfn -> add(Sort.PAGE, "page 0x" + Long.toHexString(pfn), page(pfn), List.of()));
        machine.cores().forEach(this::tlb);
        return new TableGraph(List.copyOf(things));
    }

    /** The frames that are or were PTE tables. */
    Set<Long> tables() {
        return tables;
    }

    /** The frames that entries name or named. */
    Set<Long> frames() {
        return frames;
    }

    private void add(Sort sort, String name, Map<String, String> facts, List<String> links) {
        things.add(new Thing(sort, name, facts, links));
    }

    private Map<String, String> facts(MmStruct mm) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("anon pages", String.valueOf(mm.peek(RssKind.MM_ANONPAGES.ordinal())));
        facts.put("pgtable_bytes", String.valueOf(mm.pgtable_bytes()));
        List<String> cpus = machine.cores().stream().filter(core -> core.mm() == mm).map(core -> String.valueOf(core.cpu().id())).toList();
        if (!cpus.isEmpty()) {
            facts.put("runs on CPU", String.join(", ", cpus));
        }
        return facts;
    }

    private void slot(Slot slot) {
        boolean names = (slot.isTable() || slot.isLeaf()) && slot.pfn() < pages.frames();
        if (names) {
            (slot.isTable() ? tables : frames).add(slot.pfn());
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("holds", PgtableTypes.describe(slot.word()));
        add(Sort.SLOT, slot.name(), facts, names ? List.of(frame(slot.pfn())) : List.of());
    }

    /** With a table cache, pages wait in it, and tables may be in nobody's slot yet. */
    private void cache() {
        Map<String, String> facts = new LinkedHashMap<>();
        Map<Integer, Runs> cached = new TreeMap<>();
        machine.platform().tableCache().cached().forEach(
                page -> cached.computeIfAbsent(machine.directMap().keyOf(page.pfn()), key -> new Runs()).add(page.pfn()));
        facts.put("pages cached", String.valueOf(cached.values().stream().mapToInt(Runs::size).sum()));
        cached.forEach((key, runs) -> facts.put("with key " + key, runs.toString()));
        facts.put("frames in use", String.valueOf(machine.allocator().framesInUse()));
        add(Sort.CACHE, "table cache", facts, List.of());
        looseTables();
    }

    private void looseTables() {
        Set<Long> others = new TreeSet<>();
        census.upperTables().forEach((mm, upper) -> {
            others.add(mm.pgd().pfn());
            others.addAll(upper);
        });
        pages.forEachUsed(pfn -> {
            if (pages.has(pfn, PageFlag.PageTable) && !others.contains(pfn)) {
                tables.add(pfn);
            }
        });
    }

    private String frame(long pfn) {
        return (tables.contains(pfn) ? "table 0x" : "page 0x") + Long.toHexString(pfn);
    }

    private void table(long pfn) {
        Map<String, String> facts = new LinkedHashMap<>();
        List<String> links = new ArrayList<>();
        boolean live = pages.has(pfn, PageFlag.PageTable);
        facts.put("is", state(pfn, live));
        if (live) {
            counts(pfn, facts);
            entries(pfn, facts, links);
        }
        if (machine.ops().isPksPgTables()) {
            facts.put("key", String.valueOf(machine.directMap().keyOf(pfn)));
        }
        add(Sort.TABLE, frame(pfn), facts, links);
    }

    private String state(long pfn, boolean live) {
        if (isIn(machine.platform().rcu().waiting(), pfn)) {
            return "waiting for a grace period";
        }
        if (machine.ops().isPksPgTables() && isIn(machine.platform().tableCache().cached(), pfn)) {
            return "cached";
        }
        return live ? "in use" : pages.isInUse(pfn) ? "in use, but no table any more" : "free";
    }

    private static boolean isIn(Iterable<Page> list, long pfn) {
        for (Page page : list) {
            if (page.pfn() == pfn) {
                return true;
            }
        }
        return false;
    }

    private void counts(long pfn, Map<String, String> facts) {
        facts.put("refcount", String.valueOf(pages.peek(pfn, PageField.REFCOUNT)));
        facts.put("owner", owner(pfn));
        long lock = pages.peek(pfn, PageField.LOCK);
        if (lock > 0) {
            facts.put("lock", "held by CPU " + (lock - 1));
        }
        @Nullable PercpuRef ref = machine.platform().refs().peek(pages, pfn);
        if (ref != null) {
            String mode = ref.isSwitching() ? "changing its mode" : ref.isPercpuMode() ? "percpu" : "atomic";
            facts.put("pte_ref", ref.total() + " (" + mode + ")");
        }
    }

    /** The name of the slot that owns a table, or what else stands there. */
    private String owner(long pfn) {
        long owner = pages.peek(pfn, PageField.OWNER);
        return owner == 0 ? "none" : census.slots().stream()
                .filter(slot -> slot.address() == owner)
                .map(Slot::name)
                .findFirst()
                .orElse("a slot that is none");
    }

    private void entries(long pfn, Map<String, String> facts, List<String> links) {
        int entries = 0;
        for (int i = 0; i < PTRS_PER_PTE; i++) {
            Pte pte = census.pte(pfn, i);
            if (pte.isNone() || entries++ >= MOST_ENTRIES) {
                continue;
            }
            boolean names = pte.isPresent() && pte.pfn() < pages.frames();
            facts.put("pte[" + i + "]", names ? frame(pte.pfn()) + flags(pte) : pte.isSwap() ? "swap entry 0x" + Long.toHexString(pte.word()) : pte.toString());
            if (names) {
                frames.add(pte.pfn());
                links.add(frame(pte.pfn()));
            }
        }
        if (entries > MOST_ENTRIES) {
            facts.put("more entries", String.valueOf(entries - MOST_ENTRIES));
        }
    }

    /** For example {@code  (P RW US A D NX)}. */
    private static String flags(Pte pte) {
        String described = pte.toString();
        return described.substring(described.indexOf(' '));
    }

    private Map<String, String> page(long pfn) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (!pages.isInUse(pfn)) {
            facts.put("is", "free");
        } else if (pfn == machine.zeroPage().pfn()) {
            facts.put("is", "the zero page");
        } else {
            facts.put("mapcount", String.valueOf(pages.peek(pfn, PageField.MAPCOUNT)));
            facts.put("refcount", String.valueOf(pages.peek(pfn, PageField.REFCOUNT)));
        }
        return facts;
    }

    private void tlb(Core core) {
        Cpu cpu = core.cpu();
        Map<String, String> facts = new LinkedHashMap<>();
        List<String> links = new ArrayList<>();
        cpu.tlb().entries().forEach(entry -> cached(entry, "", facts, links));
        cpu.pagingStructureCaches().entries().forEach(entry -> cached(entry, "walk cache ", facts, links));
        if (!facts.isEmpty()) {
            add(Sort.TLB, "TLB of CPU " + cpu.id(), facts, links.stream().distinct().toList());
        }
    }

    /** User addresses alone, and of walk caches what leads to PTE tables. */
    private void cached(TlbEntry entry, String where, Map<String, String> facts, List<String> links) {
        boolean leadsOn = !where.isEmpty();
        if (entry.va() < 0 || leadsOn && entry.level() > 2 || facts.size() >= MOST_CACHED) {
            return;
        }
        String named = frame(entry.pa() >>> PAGE_SHIFT);
        facts.put(where + "0x" + Long.toHexString(entry.va()), named + (entry.writable() ? " W" : " read-only") + (entry.dirty() ? " D" : ""));
        links.add(named);
    }
}
