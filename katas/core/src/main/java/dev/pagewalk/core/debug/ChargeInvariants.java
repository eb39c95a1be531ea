package dev.pagewalk.core.debug;

import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.core.mm.RssKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each address space is charged for: I12, I13. A PTE table is charged to the mm of its owning slot; without an owner,
 * to the mm of the slot that may write through it; else to nobody.
 */
final class ChargeInvariants {
    private final Census census;
    private final Map<MmStruct, Charge> charges = new LinkedHashMap<>();
    private final Findings findings;

    ChargeInvariants(Census census, List<MmStruct> mms, Findings findings) {
        this.census = census;
        this.findings = findings;
        mms.forEach(mm -> charges.put(mm, new Charge()));
    }

    void examine() {
        for (Slot slot : census.slots()) {
            if (slot.isTable() && isCharged(slot)) {
                charge(slot).add(slot.mm(), slot.mm().map().page(slot.pfn()), slot.start());
            }
        }
        census.slots().stream().filter(Slot::isLeaf).forEach(slot -> charge(slot).addHuge());
        charges.forEach(this::compare);
    }

    private Charge charge(Slot slot) {
        return charges.computeIfAbsent(slot.mm(), mm -> new Charge());
    }

    private static boolean isCharged(Slot slot) {
        long owner = slot.mm().map().page(slot.pfn()).owner();
        return owner == 0 ? slot.isWrite() : owner == slot.address();
    }

    private void compare(MmStruct mm, Charge charge) {
        for (RssKind kind : RssKind.values()) {
            if (mm.rss(kind) != charge.rss(kind)) {
                findings.add(Rule.I12, mm + " " + kind + " " + charge.rss(kind), mm + " " + kind + " " + mm.rss(kind));
            }
        }
        long bytes = PgtableTypes.PAGE_SIZE * (charge.tables() + census.upperTables(mm));
        if (mm.pgtable_bytes() != bytes) {
            findings.add(Rule.I13, mm + " pgtable_bytes " + bytes, mm + " pgtable_bytes " + mm.pgtable_bytes());
        }
    }
}
