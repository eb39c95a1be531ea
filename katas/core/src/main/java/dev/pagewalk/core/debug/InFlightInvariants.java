package dev.pagewalk.core.debug;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;

import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.TlbEntry;
import dev.pagewalk.core.mm.MemMap;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PageField;
import dev.pagewalk.core.mm.PercpuRef;
import dev.pagewalk.core.mm.Platform;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.RssKind;
import java.util.List;

/** What holds at every step, whatever is half done: I3, I17, I25, I30, I34. The rest of the in-flight list throws by itself. */
final class InFlightInvariants {
    private final Platform platform;
    private final MemMap map;
    private final List<MmStruct> mms;
    private final Findings findings;

    InFlightInvariants(Platform platform, List<MmStruct> mms, Findings findings) {
        this.platform = platform;
        this.map = platform.pages();
        this.mms = mms;
        this.findings = findings;
    }

    void examine() {
        platform.misuses().forEach(misuse -> findings.add(Rule.I30, "frames in use only", misuse));
        Census census = Census.of(map, mms);
        census.tables().forEach((pfn, slots) -> table(census, pfn, slots.get(0)));
        mms.forEach(this::counters);
        platform.cpus().forEach(this::cached);
    }

    private void table(Census census, long pfn, Slot slot) {
        if (pfn >= map.frames()) {
            findings.add(Rule.I17, "a frame below 0x" + Long.toHexString(map.frames()), slot.toString());
            return;
        }
        if (!map.isInUse(pfn)) {
            findings.add(Rule.I25, "a table in use", slot + " names a free frame");
            return;
        }
        if (map.peek(pfn, PageField.REFCOUNT) < 1) {
            findings.add(
                    Rule.I3,
                    "refcount 1 or more of a table that " + slot + " names",
                    "refcount " + map.peek(pfn, PageField.REFCOUNT));
        }
        entries(census, pfn, slot);
    }

    private void entries(Census census, long pfn, Slot slot) {
        boolean some = false;
        for (int i = 0; i < PTRS_PER_PTE; i++) {
            Pte pte = census.pte(pfn, i);
            some |= !pte.isNone();
            if (pte.isPresent() && pte.pfn() < map.frames() && !map.isInUse(pte.pfn())) {
                findings.add(Rule.I25, "a frame in use", slot + ", pte[" + i + "] = " + pte + " maps a free frame");
            }
        }
        PercpuRef ref = platform.refs().peek(map, pfn);
        if (ref != null && !ref.isSwitching() && (ref.total() < 0 || some && ref.total() < 1)) {
            findings.add(Rule.I34, "pte_ref >= 1 while entries exist, never negative", slot + ", pte_ref " + ref.total());
        }
    }

    private void counters(MmStruct mm) {
        for (RssKind kind : RssKind.values()) {
            if (mm.peek(kind.ordinal()) < 0) {
                findings.add(Rule.I3, mm + " " + kind + " >= 0", mm + " " + kind + " " + mm.peek(kind.ordinal()));
            }
        }
    }

    private void cached(Cpu cpu) {
        for (TlbEntry entry : cpu.tlb().entries()) {
            if (entry.va() >= 0 && !map.isInUse(entry.pa() >>> PAGE_SHIFT)) {
                findings.add(
                        Rule.I25,
                        "frames in use where a TLB entry leads to one",
                        "CPU " + cpu.id() + " has cached " + entry);
            }
        }
    }
}
