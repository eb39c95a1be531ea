package dev.pagewalk.core.mm;

import java.util.ArrayList;
import java.util.List;

/**
 * Bits of a page-table entry under Linux's names.
 *
 * <pre>
 *  63  62....52  51.............12  11..9  8  7  6 5  4   3   2  1  0
 * +--+----------+-----------------+------+--+--+-+-+---+---+--+--+-+
 * |NX| key, sw  |  frame number   |  sw  | G|PS|D|A|PCD|PWT|US|RW|P|
 * +--+----------+-----------------+------+--+--+-+-+---+---+--+--+-+
 * </pre>
 *
 * Source: Linux 6.0, {@code arch/x86/include/asm/pgtable_types.h}; Intel SDM volume 3A, "4-Level Paging and 5-Level Paging".
 */
public final class PgtableTypes {
    public static final int PAGE_SHIFT = 12;
    public static final long PAGE_SIZE = 1L << PAGE_SHIFT;
    public static final long PAGE_MASK = -PAGE_SIZE;
    public static final int PMD_SHIFT = 21;
    /** What one PTE table maps: 2 MiB. */
    public static final long PMD_SIZE = 1L << PMD_SHIFT;

    public static final long PMD_MASK = -PMD_SIZE;
    public static final int PUD_SHIFT = 30;
    public static final int P4D_SHIFT = 39;
    public static final int PTRS_PER_PTE = 512;

    /** Where the direct map begins: all physical memory, frame by frame, at kernel addresses. */
    public static final long PAGE_OFFSET = 0xffff_8880_0000_0000L;

    public static final long PUD_SIZE = 1L << PUD_SHIFT;
    public static final long PUD_MASK = -PUD_SIZE;
    public static final long P4D_SIZE = 1L << P4D_SHIFT;

    public static final long _PAGE_PRESENT = 1L;
    public static final long _PAGE_RW = 1L << 1;
    public static final long _PAGE_USER = 1L << 2;
    public static final long _PAGE_ACCESSED = 1L << 5;
    public static final long _PAGE_DIRTY = 1L << 6;
    /** In a PMD or PUD: a leaf that maps a huge page. */
    public static final long _PAGE_PSE = 1L << 7;
    /** In a leaf: stays in the TLB when CR3 changes. */
    public static final long _PAGE_GLOBAL = 1L << 8;
    /** In a leaf: where its protection key begins, four bits. */
    public static final int _PAGE_PKEY_SHIFT = 59;

    public static final long _PAGE_PKEY_MASK = 15L << _PAGE_PKEY_SHIFT;

    /** A software bit: no page struct stands behind this entry (the zero page, device memory). */
    public static final long _PAGE_SPECIAL = 1L << 9;

    public static final long _PAGE_NX = 1L << 63;
    /** Bits of an entry that hold the physical address of a frame. */
    public static final long PTE_PFN_MASK = ((1L << 52) - 1) & PAGE_MASK;

    private PgtableTypes() {}

    /** An entry as people write it: {@code 0x2a067 (P RW US A D)}. */
    public static String describe(long word) {
        if (word == 0) {
            return "none";
        }
        List<String> names = new ArrayList<>();
        name(names, word, _PAGE_PRESENT, "P");
        name(names, word, _PAGE_RW, "RW");
        name(names, word, _PAGE_USER, "US");
        name(names, word, _PAGE_ACCESSED, "A");
        name(names, word, _PAGE_DIRTY, "D");
        name(names, word, _PAGE_PSE, "PS");
        name(names, word, _PAGE_SPECIAL, "special");
        name(names, word, _PAGE_NX, "NX");
        return "0x" + Long.toHexString(word) + " (" + String.join(" ", names) + ")";
    }

    private static void name(List<String> names, long word, long bit, String name) {
        if ((word & bit) != 0) {
            names.add(name);
        }
    }
}
