package dev.pagewalk.core.hw;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * The translation lookaside buffer of one CPU: what accesses really made have taught it, until it is told to forget.
 *
 * <p>One array per page size: 256 entries for 4 KiB, 32 for 2 MiB, 4 for 1 GiB, four ways each. An entry belongs to the
 * PCID it was made for; a global one is used under every PCID.
 *
 * <p>Source: SDM volume 3A, "Translation Lookaside Buffers (TLBs)", edition 325384-085US.
 * <em>Simplification:</em> one level, the same for instructions and data; nothing is cached ahead of use.
 */
public final class Tlb {
    private static final int SETS_4K = 64;
    private static final int SETS_2M = 8;
    private static final int SETS_1G = 1;

    private final TranslationArray small = new TranslationArray(1, SETS_4K);
    private final TranslationArray large = new TranslationArray(2, SETS_2M);
    private final TranslationArray huge = new TranslationArray(3, SETS_1G);

    /** All entries: by size, then by set, then by way. */
    public List<TlbEntry> entries() {
        List<TlbEntry> all = new ArrayList<>();
        small.forEach((va, translation) -> all.add(TlbEntry.of(va, translation, 1)));
        large.forEach((va, translation) -> all.add(TlbEntry.of(va, translation, 2)));
        huge.forEach((va, translation) -> all.add(TlbEntry.of(va, translation, 3)));
        return all;
    }

    /** What is cached for the 4 KiB around {@code va}, as a translation of 4 KiB; or {@link Translation#NONE}. */
    long find(long va, long context) {
        long translation = small.find(va, context);
        return translation != Translation.NONE ? translation : findLarge(va, context);
    }

    private long findLarge(long va, long context) {
        if (!large.isEmpty()) {
            long translation = large.find(va, context);
            if (translation != Translation.NONE) {
                return within(translation, va, 2);
            }
        }
        if (!huge.isEmpty()) {
            long translation = huge.find(va, context);
            if (translation != Translation.NONE) {
                return within(translation, va, 3);
            }
        }
        return Translation.NONE;
    }

    /** Caches a page of {@code level}. */
    void put(long va, int level, long translation) {
        array(level).put(va, translation);
    }

    /** The part of a large page's translation that holds for the 4 KiB around {@code va}. */
    static long within(long translation, long va, int level) {
        return translation | va & LinearAddress.span(level) - PhysicalMemory.FRAME_SIZE;
    }

    void forget(long va, LongPredicate which) {
        small.forget(va, which);
        large.forget(va, which);
        huge.forget(va, which);
    }

    void forget(LongPredicate which) {
        small.forget(which);
        large.forget(which);
        huge.forget(which);
    }

    void forgetAll() {
        small.forgetAll();
        large.forgetAll();
        huge.forgetAll();
    }

    private TranslationArray array(int level) {
        return switch (level) {
            case 1 -> small;
            case 2 -> large;
            default -> huge;
        };
    }
}
