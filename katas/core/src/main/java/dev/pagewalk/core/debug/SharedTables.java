package dev.pagewalk.core.debug;

import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_ACCESSED;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_RW;

import dev.pagewalk.core.kernel.Machine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** I18: the contents of all shared tables at one moment, to be compared with what they are later. */
public final class SharedTables {
    private final Map<Long, long[]> contents = new TreeMap<>();

    private SharedTables() {}

    /** The tables that two or more slots name now. */
    public static SharedTables of(Machine machine) {
        SharedTables shared = new SharedTables();
        Census census = Census.of(machine.pages(), machine.mms());
        census.tables().forEach((pfn, slots) -> {
            if (slots.size() > 1) {
                shared.contents.put(pfn, words(census, pfn));
            }
        });
        return shared;
    }

    /** What has changed, and must not, in the tables that are still shared. */
    public List<Violation> changes(Machine machine) {
        Findings findings = new Findings();
        SharedTables now = of(machine);
        contents.forEach((pfn, before) -> {
            long[] after = now.contents.get(pfn);
            for (int i = 0; after != null && i < PTRS_PER_PTE; i++) {
                if ((before[i] ^ after[i]) != 0 && !isAllowed(before[i], after[i])) {
                    findings.add(
                            Rule.I18,
                            "table 0x" + Long.toHexString(pfn) + " pte[" + i + "] = 0x" + Long.toHexString(before[i]),
                            "0x" + Long.toHexString(after[i]));
                }
            }
        });
        return findings.sorted();
    }

    private static boolean isAllowed(long before, long after) {
        return (after & ~_PAGE_ACCESSED) == (before & ~_PAGE_ACCESSED) || (after & ~_PAGE_ACCESSED) == (before & ~(_PAGE_ACCESSED | _PAGE_RW));
    }

    private static long[] words(Census census, long pfn) {
        long[] words = new long[PTRS_PER_PTE];
        for (int i = 0; i < PTRS_PER_PTE; i++) {
            words[i] = census.pte(pfn, i).word();
        }
        return words;
    }
}
