package dev.pagewalk.core.debug;

import dev.pagewalk.core.mm.MemMap;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageFlag;
import java.util.List;

/** What holds for each PTE table and the slots that name it: I1, I3, I4, I6, I7, I9, I17. */
final class TableInvariants {
    private final MemMap map;
    private final Census census;
    private final Findings findings;

    TableInvariants(MemMap map, Census census, Findings findings) {
        this.map = map;
        this.census = census;
        this.findings = findings;
    }

    void examine() {
        census.tables().forEach((pfn, slots) -> {
            if (pfn >= map.frames()) {
                findings.add(Rule.I17, "a frame below 0x" + Long.toHexString(map.frames()), slots.get(0).toString());
            } else {
                examine(map.page(pfn), slots);
            }
        });
    }

    private void examine(Page table, List<Slot> slots) {
        if (!table.is(PageFlag.PageTable)) {
            findings.add(Rule.I4, "a page with PageTable set", slots.get(0) + ", and " + table + " is no page table");
            return;
        }
        count(table, slots);
        rights(table, slots);
        owner(table, slots);
    }

    private void count(Page table, List<Slot> slots) {
        int count = table.refRead();
        if (count < 1) {
            findings.add(Rule.I3, "refcount 1 or more", table + " refcount " + count + ", named by " + slots.get(0));
        }
        if (count != slots.size()) {
            findings.add(
                    Rule.I1,
                    "refcount " + slots.size() + " of " + table + ", named by " + names(slots),
                    "refcount " + count);
        }
    }

    private void rights(Page table, List<Slot> slots) {
        for (Slot slot : slots) {
            if (!slot.isWrite()) {
                continue;
            }
            if (table.refRead() > 1) {
                findings.add(
                        Rule.I7,
                        "RW=0 in every slot that names " + table + " (refcount " + table.refRead() + ")",
                        slot.toString());
            }
            if (table.refRead() != 1 || table.owner() != 0) {
                findings.add(
                        Rule.I6,
                        "refcount 1, owner none",
                        slot + ", " + table + " refcount " + table.refRead() + ", owner " + ownerName(table, slots));
            }
        }
    }

    private void owner(Page table, List<Slot> slots) {
        long owner = table.owner();
        if (owner != 0 && slots.stream().noneMatch(s -> s.address() == owner)) {
            findings.add(Rule.I9, "none, or one of " + names(slots), ownerName(table, slots));
        }
    }

    private static String ownerName(Page table, List<Slot> slots) {
        long owner = table.owner();
        if (owner == 0) {
            return "none";
        }
        return slots.stream()
                .filter(s -> s.address() == owner)
                .map(TableInvariants::name)
                .findFirst()
                .orElseGet(() -> "a slot at 0x" + Long.toHexString(owner) + " that does not name it");
    }

    private static String names(List<Slot> slots) {
        return String.join(", ", slots.stream().map(TableInvariants::name).toList());
    }

    private static String name(Slot slot) {
        String text = slot.toString();
        return text.substring(0, text.indexOf(" ="));
    }
}
