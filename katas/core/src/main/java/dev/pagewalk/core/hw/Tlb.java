package dev.pagewalk.core.hw;

import java.util.ArrayList;
import java.util.List;

/**
 * The translation lookaside buffer of one CPU: what accesses really made have taught it, until it is told to forget.
 *
 * <pre>
 *                  4 KiB          2 MiB         1 GiB
 *  by PCID      64 sets × 4     8 sets × 4    2 sets × 4
 *  global       64 sets × 4     8 sets × 4    2 sets × 4
 * </pre>
 *
 * <p>An entry belongs to the PCID it was made for; a global one is used under every PCID.
 *
 * <p>Source: SDM volume 3A, "Translation Lookaside Buffers (TLBs)", edition 325384-085US.
 * <em>Simplification:</em> one level, the same for instructions and data; nothing is cached ahead of use; global pages
 * have places of their own.
 */
public final class Tlb {
    private static final int SIZES = PageSize.values().length;
    private static final int[] SETS = {64, 8, 2};

    private final TranslationArray[] owned = new TranslationArray[SIZES];
    private final TranslationArray[] global = new TranslationArray[SIZES];
    private final TranslationArray small;
    /** Whether anything but {@link #small} was ever used. */
    private boolean furtherUsed;

    Tlb() {
        for (int size = 0; size < SIZES; size++) {
            owned[size] = new TranslationArray(size + 1, SETS[size]);
            global[size] = new TranslationArray(size + 1, SETS[size]);
        }
        small = owned[0];
    }

    /** All entries: those of PCIDs before global ones; by size, then by set, then by way. */
    public List<TlbEntry> entries() {
        List<TlbEntry> all = new ArrayList<>();
        for (TranslationArray[] arrays : List.of(owned, global)) {
            for (int size = 0; size < SIZES; size++) {
                int level = size + 1;
                arrays[size].forEach((va, pcid, translation) -> all.add(TlbEntry.of(va, pcid, translation, level)));
            }
        }
        return all;
    }

    /** The array where most loads find their page. */
    TranslationArray small() {
        return small;
    }

    /** What is cached for the 4 KiB around {@code va}, as a translation of 4 KiB; or {@link Translation#NONE}. */
    long find(long va, long context) {
        long translation = small.translation(small.find(va, context));
        return translation != Translation.NONE || !furtherUsed ? translation : findFurther(va, context);
    }

    private long findFurther(long va, long context) {
        for (int size = 0; size < SIZES; size++) {
            long translation = find(owned[size], va, context);
            if (translation == Translation.NONE) {
                translation = find(global[size], va, Translation.GLOBAL_CONTEXT);
            }
            if (translation != Translation.NONE) {
                return within(translation, va, size + 1);
            }
        }
        return Translation.NONE;
    }

    private static long find(TranslationArray array, long va, long context) {
        return array.translation(array.find(va, context));
    }

    /** Caches a page of {@code level} that is not cached. */
    void put(long va, int level, long context, long translation) {
        if ((translation & Translation.GLOBAL) == 0 && level == 1) {
            small.put(va, context, translation);
        } else {
            putFurther(va, level, context, translation);
        }
    }

    private void putFurther(long va, int level, long context, long translation) {
        furtherUsed = true;
        if ((translation & Translation.GLOBAL) == 0) {
            owned[level - 1].put(va, context, translation);
        } else {
            global[level - 1].put(va, Translation.GLOBAL_CONTEXT, translation);
        }
    }

    /** The part of a large page's translation that holds for the 4 KiB around {@code va}. */
    static long within(long translation, long va, int level) {
        return translation | va & LinearAddress.span(level) - PhysicalMemory.FRAME_SIZE;
    }

    /** Forgets the page of {@code va}, of whatever size, but not a global one. */
    void forgetOwned(long va, long context) {
        for (TranslationArray array : owned) {
            array.forget(va, context);
        }
    }

    /** Forgets the page of {@code va}, of whatever size, if it is global. */
    void forgetGlobal(long va) {
        for (TranslationArray array : global) {
            array.forget(va, Translation.GLOBAL_CONTEXT);
        }
    }

    /** Forgets all pages of a context, but not global ones. */
    void forgetOwned(long context) {
        for (TranslationArray array : owned) {
            array.forget(context);
        }
    }

    /** Forgets all pages of all contexts, but not global ones. */
    void forgetAllOwned() {
        for (TranslationArray array : owned) {
            array.forgetAll();
        }
    }

    /** Forgets all global pages. */
    void forgetAllGlobal() {
        for (TranslationArray array : global) {
            array.forgetAll();
        }
    }
}
