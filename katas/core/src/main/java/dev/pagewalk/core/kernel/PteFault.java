package dev.pagewalk.core.kernel;

import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.Gfp;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageFlag;
import dev.pagewalk.core.mm.Platform;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.core.mm.RssKind;
import dev.pagewalk.core.mm.Tlbflush;
import dev.pagewalk.core.mm.VmFile;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.mm.Vma;
import java.util.Objects;

/**
 * A fault at the level of PTEs: Linux's {@code handle_pte_fault}.
 *
 * <p>What has to be done is decided under the table's lock, and done there. If it takes a page that is not at hand, the
 * lock is released, the page is got, and all is decided anew.
 */
final class PteFault {
    private final Vma vma;
    private final MmStruct mm;
    private final Platform platform;
    private final long addr;
    private final FaultKind kind;
    /** At hand: a fresh page, and the page of the file. */
    private @Nullable Page spare;

    private @Nullable Page filePage;
    /** What the last attempt would have needed. */
    private boolean needsSpare;

    private boolean needsFilePage;

    PteFault(Vma vma, long addr, FaultKind kind) {
        this.vma = vma;
        this.mm = vma.mm();
        this.platform = mm.platform();
        this.addr = addr;
        this.kind = kind;
    }

    FaultKind kind() {
        return kind;
    }

    /** Tries to handle it in the table that a slot names; null: decide anew. */
    @Nullable VmFault attempt(PmdPtr slot) {
        LockedTable table = LockedTable.lock(mm, slot, addr);
        if (table == null) {
            return null;
        }
        PtePtr at = table.at(addr);
        Pte pte = at.get();
        if (table.isShared() && (kind.wantsOwn() || !pte.isPresent())) {
            table.unlock();
            return Cow.unshare(vma, slot, addr) < 0 ? VmFault.OOM : null;
        }
        VmFault result = decide(table, at, pte);
        table.unlock();
        return result == null && !getWhatIsNeeded() ? VmFault.OOM : result;
    }

    /** Gives back what was not used. */
    void finish() {
        if (spare != null) {
            platform.allocator().put_page(spare);
        }
        if (filePage != null) {
            platform.allocator().put_page(filePage);
        }
    }

    private @Nullable VmFault decide(LockedTable table, PtePtr at, Pte pte) {
        if (pte.isNone()) {
            return vma.file() == null ? anonymous(table, at) : file(table, at);
        }
        return pte.isSwap() ? swapIn(at, pte) : present(at, pte);
    }

    /** {@code do_anonymous_page}. */
    private @Nullable VmFault anonymous(LockedTable table, PtePtr at) {
        if (vma.has(VmFlag.VM_PFNMAP)) {
            return VmFault.SIGSEGV;
        }
        if (kind == FaultKind.READ) {
            table.install(at, Entries.zero(vma, platform.zeroPage()));
            return VmFault.DONE;
        }
        return lacksSpare() ? null : installOwn(table, at);
    }

    /** {@code do_fault}. */
    private @Nullable VmFault file(LockedTable table, PtePtr at) {
        Page page = filePage;
        needsFilePage = page == null;
        if (page == null) {
            return null;
        }
        if (vma.isPrivate() && kind.wantsOwn()) {
            if (lacksSpare()) {
                return null;
            }
            Cow.fill(spare(), page);
            return installOwn(table, at);
        }
        page.mapcountInc();
        mm.addRss(Mm.mm_counter(page), 1);
        table.install(at, Entries.of(vma, page, !vma.isPrivate()));
        filePage = null;
        return VmFault.DONE;
    }

    /** {@code do_swap_page}: the page may still be in memory, or has to be read. */
    private @Nullable VmFault swapIn(PtePtr at, Pte entry) {
        Page cached = platform.swap().lookup_swap_cache(entry);
        if (cached != null) {
            cached.mapcountInc();
            mm.addRss(RssKind.MM_ANONPAGES, 1);
            at.set(Entries.of(vma, cached, false));
            platform.swap().swap_free(entry);
            return kind.wantsOwn() ? null : VmFault.DONE;
        }
        if (lacksSpare()) {
            return null;
        }
        platform.swap().swap_read(entry, spare());
        at.set(ownEntry());
        platform.swap().swap_free(entry);
        return VmFault.DONE;
    }

    /** A page is there: {@code do_wp_page}, or another CPU was faster. */
    private @Nullable VmFault present(PtePtr at, Pte pte) {
        boolean enough = kind == FaultKind.READ || kind == FaultKind.WRITE && pte.isWrite();
        if (enough) {
            return VmFault.DONE;
        }
        Page page = Mm.vm_normal_page(vma, addr, pte);
        if (!vma.isPrivate() || isOwn(page)) {
            if (kind == FaultKind.WRITE) {
                at.mkwrite();
            }
            return VmFault.DONE;
        }
        return lacksSpare() ? null : copyOnWrite(at, page);
    }

    /**
     * Whether nobody but this mapping knows an anonymous page. Another process that swaps it in counts its mapping before
     * it drops its swap entry: when the last entry is gone, the count has to be looked at again.
     */
    private boolean isOwn(@Nullable Page page) {
        return page != null && page.is(PageFlag.PageAnon) && page.mapcount() == 1 && platform.swap().try_to_free_swap(page)
                && page.mapcount() == 1;
    }

    /** {@code wp_page_copy}: the old page must be out of every TLB before the new one can be written. */
    private VmFault copyOnWrite(PtePtr at, @Nullable Page page) {
        at.getAndSet(Pte.NONE);
        Tlbflush.flush_tlb_page(mm, addr);
        Cow.fill(spare(), page);
        if (page != null) {
            mm.addRss(Mm.mm_counter(page), -1);
        }
        at.set(ownEntry());
        if (page != null) {
            page.mapcountDec();
            platform.swap().free_page_and_swap_cache(page);
        }
        return VmFault.DONE;
    }

    private VmFault installOwn(LockedTable table, PtePtr at) {
        table.install(at, ownEntry());
        return VmFault.DONE;
    }

    /** The spare page becomes this mapping's own. */
    private Pte ownEntry() {
        Page page = spare();
        spare = null;
        page.becomeAnon();
        mm.addRss(RssKind.MM_ANONPAGES, 1);
        return Entries.of(vma, page, kind == FaultKind.WRITE);
    }

    /** The fresh page; only where {@link #lacksSpare} has said no. */
    private Page spare() {
        return Objects.requireNonNull(spare, "ask lacksSpare() first");
    }

    private boolean lacksSpare() {
        needsSpare = spare == null;
        return needsSpare;
    }

    private boolean getWhatIsNeeded() {
        boolean got = true;
        if (needsSpare) {
            spare = platform.allocator().alloc_pages(Gfp.GFP_KERNEL, 0);
            got = spare != null;
        }
        VmFile file = vma.file();
        if (got && needsFilePage && file != null) {
            filePage = file.page(platform, vma.pageOf(addr));
            got = filePage != null;
        }
        needsSpare = false;
        needsFilePage = false;
        return got;
    }
}
