package dev.pagewalk.core.debug;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;

import dev.pagewalk.core.mm.MemMap;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PercpuRef;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.mm.Vma;

/** What holds for each entry of each address space: I17, I21, I34. */
final class EntryInvariants {
    private final Census census;
    private final MemMap map;
    private final Findings findings;

    EntryInvariants(Census census, Findings findings) {
        this.census = census;
        this.map = census.map();
        this.findings = findings;
    }

    void examine() {
        census.slots().stream().filter(Slot::isTable).forEach(this::entries);
        census.tables().forEach((pfn, slots) -> pteRef(pfn));
        census.upperTables().keySet().forEach(this::kernelHalf);
    }

    private void entries(Slot slot) {
        for (int i = 0; i < PTRS_PER_PTE; i++) {
            Pte pte = census.pte(slot.pfn(), i);
            if (!pte.isNone()) {
                entry(slot, i, pte);
            }
        }
    }

    private void entry(Slot slot, int i, Pte pte) {
        Vma vma = slot.mm().find_vma(slot.start() + i * PAGE_SIZE);
        String where = slot + ", pte[" + i + "] = " + pte;
        if (vma == null) {
            findings.add(Rule.I21, "entries where a VMA is", where + " lies in no VMA");
            return;
        }
        if (slot.isWrite() && pte.isPresent() && pte.isWrite() && !vma.has(VmFlag.VM_WRITE)) {
            findings.add(Rule.I21, "a read-only entry in " + vma, where);
        }
        if (pte.isPresent() && pte.pfn() >= map.frames()) {
            findings.add(Rule.I17, "a frame below 0x" + Long.toHexString(map.frames()), where);
        }
    }

    private void pteRef(long pfn) {
        PercpuRef ref = map.platform().refs().peek(map, pfn);
        if (ref == null) {
            return;
        }
        int entries = 0;
        for (int i = 0; i < PTRS_PER_PTE; i++) {
            entries += census.pte(pfn, i).isNone() ? 0 : 1;
        }
        if (ref.total() != entries) {
            findings.add(
                    Rule.I34,
                    "pte_ref " + entries + " of the table in page 0x" + Long.toHexString(pfn),
                    "pte_ref " + ref.total());
        }
    }

    /** The kernel's half is the same in every address space. */
    private void kernelHalf(MmStruct mm) {
        MmStruct kernel = map.platform().init_mm();
        for (int i = PTRS_PER_PTE / 2; i < PTRS_PER_PTE; i++) {
            if (word(mm, i) != word(kernel, i)) {
                findings.add(
                        Rule.I17,
                        "the kernel's half of " + mm + " untouched",
                        "pgd[" + i + "] differs from that of " + kernel);
            }
        }
    }

    private long word(MmStruct mm, int index) {
        return map.memory().peek(mm.pgd().address() + (long) index * Long.BYTES);
    }
}
