package dev.pagewalk.core.hw;

import java.util.ArrayList;
import java.util.List;

/**
 * The paging-structure caches of one CPU: where a walk may begin below the top.
 *
 * <pre>
 *  cache     tag         gives                            entries
 *  PML5E     va 56:48    address of the PML4 table            8
 *  PML4E     va 56:39    address of the PDPT                  8
 *  PDPTE     va 56:30    address of the page directory       16
 *  PDE       va 56:21    address of the page table           32
 * </pre>
 *
 * <p>An entry also holds R/W, U/S and XD of all levels above it, combined. It belongs to one PCID, never to all.
 *
 * <p>Source: SDM volume 3A, "Paging-Structure Caches", edition 325384-085US.
 * <em>Simplification:</em> each cache is direct mapped; processors search all entries of smaller ones.
 */
public final class PagingStructureCaches {
    private static final int LOWEST = 2;
    private static final int HIGHEST = 5;
    private static final int[] PLACES = {0, 0, 32, 16, 8, 8};

    private final WalkCache[] byLevel = new WalkCache[HIGHEST + 1];

    PagingStructureCaches() {
        for (int level = LOWEST; level <= HIGHEST; level++) {
            byLevel[level] = new WalkCache(level, PLACES[level]);
        }
    }

    /** All entries: PDE, PDPTE, PML4E, PML5E cache. */
    public List<TlbEntry> entries() {
        List<TlbEntry> all = new ArrayList<>();
        for (int level = LOWEST; level <= HIGHEST; level++) {
            int of = level;
            byLevel[level].forEach((va, pcid, translation) -> all.add(TlbEntry.of(va, pcid, translation, of)));
        }
        return all;
    }

    /** The table of {@code level - 1} that an entry of {@code level} names, or {@link Translation#NONE}. */
    long find(long va, int level, long context) {
        return byLevel[level].find(va, context);
    }

    /** Caches an entry of {@code level}. */
    void put(long va, int level, long context, long translation) {
        byLevel[level].put(va, context, translation);
    }

    /** Forgets what a walk for {@code va} would use. */
    void forget(long va, long context) {
        for (int level = LOWEST; level <= HIGHEST; level++) {
            byLevel[level].forget(va, context);
        }
    }

    /** Forgets everything of a context. */
    void forget(long context) {
        for (int level = LOWEST; level <= HIGHEST; level++) {
            byLevel[level].forget(context);
        }
    }

    /** Forgets everything. */
    void forgetAll() {
        for (int level = LOWEST; level <= HIGHEST; level++) {
            byLevel[level].forgetAll();
        }
    }
}
