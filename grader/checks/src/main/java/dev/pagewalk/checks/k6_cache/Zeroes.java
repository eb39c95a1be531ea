package dev.pagewalk.checks.k6_cache;

import dev.pagewalk.core.debug.Rule;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.grader.api.CheckFailure;

/** I26: a new table is all none. */
final class Zeroes {
    private Zeroes() {}

    static void expect(Pool pool, Page table) {
        for (int i = 0; i < PgtableTypes.PTRS_PER_PTE; i++) {
            long word = pool.machine().memory().peek(table.address() + (long) i * Long.BYTES);
            if (word != 0) {
                throw new CheckFailure(Rule.I26.text(), "512 entries that are none in a new table",
                        table + " entry " + i + " = 0x" + Long.toHexString(word), pool.story().history(), "");
            }
        }
    }
}
