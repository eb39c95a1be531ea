package dev.pagewalk.core.hw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The paging-structure caches of one CPU: where a walk may begin below the top.
 *
 * <pre>
 *  cache    tag                gives                           entries
 *  PML5E    PCID, va 56:48     address of the PML4 table         32
 *  PML4E    PCID, va 56:39     address of the PDPT               32
 *  PDPTE    PCID, va 56:30     address of the page directory     32
 *  PDE      PCID, va 56:21     address of the page table         32
 *
 *  63 62              52 51                    12 11    6  5  4 3   2   1  0
 * +--+------------------+------------------------+-------+---+---+---+---+--+
 * |XD|        0         | frame of the next table|   0   | A | 0 |U/S|R/W| P|
 * +--+------------------+------------------------+-------+---+---+---+---+--+
 *  an entry as in memory, but U/S and R/W are 1 only if they are at all levels down to this one, XD if it is at any
 * </pre>
 *
 * <p>An entry belongs to one PCID, never to all, and is cached only with A = 1.
 *
 * <p>Source: SDM volume 3A, "Paging-Structure Caches", edition 325384-085US.
 * <em>Simplification:</em> each cache is direct mapped; processors search all entries of smaller ones.
 */
public final class PagingStructureCaches {
    /** No entry. */
    static final long NONE = 0;

    private static final int LOWEST = 2;
    private static final int HIGHEST = 5;
    private static final int PLACES = 32;
    private static final int LEVEL_LONGS = 2 * PLACES;
    private static final long OF_ALL = Entry.PRESENT | Entry.WRITABLE | Entry.USER | Entry.ACCESSED;

    /** Tag and entry in turn: first the PDE cache, then the PDPTE cache … */
    private final long[] words = new long[LEVEL_LONGS * (HIGHEST - LOWEST + 1)];

    PagingStructureCaches() {
        forgetAll();
    }

    /** All but the frame of a cached entry, given the conjunction and the disjunction of the entries down to it. */
    static long rights(long all, long any) {
        return all & OF_ALL | any & Entry.EXECUTE_DISABLE;
    }

    /** All entries: PDE, PDPTE, PML4E, PML5E cache. */
    public List<TlbEntry> entries() {
        List<TlbEntry> all = new ArrayList<>();
        for (int at = 0; at < words.length; at += 2) {
            if (words[at] != TranslationArray.NO_TAG) {
                int level = LOWEST + at / LEVEL_LONGS;
                long va = TranslationArray.address(words[at], LinearAddress.shift(level));
                all.add(TlbEntry.ofTable(va, Translation.pcidOf(words[at]), words[at + 1], level));
            }
        }
        return all;
    }

    /** The cached entry of {@code level} that translates {@code va}, or {@link #NONE}. */
    long find(long va, int level, long context) {
        long tag = tag(va, level, context);
        int at = place(tag, level);
        return words[at] == tag ? words[at + 1] : NONE;
    }

    void put(long va, int level, long context, long entry) {
        long tag = tag(va, level, context);
        int at = place(tag, level);
        words[at] = tag;
        words[at + 1] = entry;
    }

    /** Forgets what a walk for {@code va} would use. */
    void forget(long va, long context) {
        for (int level = LOWEST; level <= HIGHEST; level++) {
            long tag = tag(va, level, context);
            int at = place(tag, level);
            if (words[at] == tag) {
                words[at] = TranslationArray.NO_TAG;
            }
        }
    }

    /** Forgets everything of a context. */
    void forget(long context) {
        for (int at = 0; at < words.length; at += 2) {
            if (Translation.contextOf(words[at]) == context) {
                words[at] = TranslationArray.NO_TAG;
            }
        }
    }

    /** Forgets everything. */
    void forgetAll() {
        Arrays.fill(words, TranslationArray.NO_TAG);
    }

    private static long tag(long va, int level, long context) {
        return va >>> LinearAddress.shift(level) | context;
    }

    private static int place(long tag, int level) {
        return (level - LOWEST) * LEVEL_LONGS + ((int) tag & PLACES - 1) * 2;
    }
}
