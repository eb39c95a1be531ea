package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.VmFlag.VM_PFNMAP;

import dev.pagewalk.core.hook.Nullable;
import java.util.function.Consumer;

/** Helpers of Linux's {@code include/linux/mm.h}, for static import. */
public final class Mm {
    private Mm() {}

    /**
     * The page that an entry maps "normally", that is, counted by its page struct.
     *
     * @param vma the VMA that the entry belongs to
     * @param addr the address that the entry maps
     * @param pte the entry, as read
     * @return null for an entry that is not present, the zero page, and everything in a {@code VM_PFNMAP} area
     * @throws RuleBroken if {@code addr} does not lie in {@code vma}
     */
    public static @Nullable Page vm_normal_page(Vma vma, long addr, Pte pte) {
        if (!vma.contains(addr)) {
            throw new RuleBroken(
                    "vm_normal_page: an entry is judged by the VMA that it belongs to",
                    "the VMA that contains 0x" + Long.toHexString(addr),
                    vma.toString());
        }
        if (!pte.isPresent() || pte.isSpecial() || vma.has(VM_PFNMAP)) {
            return null;
        }
        return vma.mm().map().page(pte.pfn());
    }

    /** As what a normal page counts in RSS. */
    public static RssKind mm_counter(Page page) {
        if (page.is(PageFlag.PageAnon)) {
            return RssKind.MM_ANONPAGES;
        }
        return page.is(PageFlag.PageSwapBacked) ? RssKind.MM_SHMEMPAGES : RssKind.MM_FILEPAGES;
    }

    /** Charges one PTE table to an mm. */
    public static void mm_inc_nr_ptes(MmStruct mm) {
        mm.addNrPtes(1);
    }

    /**
     * Takes the charge of one PTE table off an mm.
     *
     * @throws RuleBroken I3, if it was charged for none
     */
    public static void mm_dec_nr_ptes(MmStruct mm) {
        mm.addNrPtes(-1);
    }

    /** Whether a pin keeps a page at its address. Simplification: Linux guesses from the reference count, here it is known. */
    public static boolean page_maybe_dma_pinned(Page page) {
        return page.pins() > 0;
    }

    /** Waits for a grace period's end, then calls a function: see {@link Rcu#call_rcu}. */
    public static void call_rcu(Page page, Consumer<Page> function) {
        page.platform().rcu().call_rcu(page, function);
    }
}
