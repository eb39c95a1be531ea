package dev.pagewalk.core.debug;

import static dev.pagewalk.core.mm.PgtableTypes.P4D_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PTE_PFN_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PUD_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PRESENT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PSE;

import dev.pagewalk.core.hw.PhysicalMemory;
import dev.pagewalk.core.mm.MemMap;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Pte;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who names which table: all page tables of some address spaces, walked from their roots. */
final class Census {
    private static final int ENTRIES = 512;
    /** The other half of a PGD is the kernel's. */
    private static final int USER_HALF = 256;

    private final MemMap map;
    private final PhysicalMemory memory;
    private final List<Slot> slots = new ArrayList<>();
    private final Map<Long, List<Slot>> tables = new TreeMap<>();
    private final Map<MmStruct, List<Long>> upperTables = new LinkedHashMap<>();

    private Census(MemMap map) {
        this.map = map;
        this.memory = map.memory();
    }

    static Census of(MemMap map, List<MmStruct> mms) {
        Census census = new Census(map);
        for (MmStruct mm : mms) {
            census.upperTables.put(mm, new ArrayList<>());
            census.walk(mm, mm.pgd().address(), 0, P4D_SHIFT);
        }
        for (Slot slot : census.slots) {
            if (slot.isTable()) {
                census.tables.computeIfAbsent(slot.pfn(), t -> new ArrayList<>()).add(slot);
            }
        }
        return census;
    }

    MemMap map() {
        return map;
    }

    /** All PMD slots that are not none, by mm and address. */
    List<Slot> slots() {
        return slots;
    }

    /** The slots that name each PTE table, by its frame. */
    Map<Long, List<Slot>> tables() {
        return tables;
    }

    /** How many PMD, PUD and P4D tables an mm has. */
    int upperTables(MmStruct mm) {
        return upperTables.getOrDefault(mm, List.of()).size();
    }

    /** The frames of PMD, PUD and P4D tables, by mm. */
    Map<MmStruct, List<Long>> upperTables() {
        return upperTables;
    }

    /** An entry of a PTE table, raw. */
    Pte pte(long table, int index) {
        return new Pte(memory.peek((table << PAGE_SHIFT) + (long) index * Long.BYTES));
    }

    private void walk(MmStruct mm, long table, long base, int shift) {
        int entries = shift == P4D_SHIFT ? USER_HALF : ENTRIES;
        for (int i = 0; i < entries; i++) {
            long address = table + (long) i * Long.BYTES;
            long word = memory.peek(address);
            long start = base + ((long) i << shift);
            if (word == 0) {
                continue;
            }
            if (shift == PMD_SHIFT) {
                slots.add(new Slot(mm, address, start, word));
            } else if ((word & (_PAGE_PRESENT | _PAGE_PSE)) == _PAGE_PRESENT) {
                upperTables.computeIfAbsent(mm, any -> new ArrayList<>()).add((word & PTE_PFN_MASK) >>> PAGE_SHIFT);
                if ((word & PTE_PFN_MASK) >>> PAGE_SHIFT < map.frames()) {
                    walk(mm, word & PTE_PFN_MASK, start, shift == P4D_SHIFT ? PUD_SHIFT : PMD_SHIFT);
                }
            }
        }
    }
}
