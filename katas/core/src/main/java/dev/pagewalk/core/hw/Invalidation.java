package dev.pagewalk.core.hw;

/**
 * What a CPU forgets, and when.
 *
 * <pre>
 *                        TLB                                    paging-structure caches
 *  INVLPG                the page, this PCID or global          all of this PCID
 *  #PF                   the page, this PCID or global          those of the address, this PCID
 *  MOV CR3, no bit 63    the new PCID, but global               all of the new PCID
 *  INVPCID 0             the page, that PCID, but global        those of the address, that PCID
 *  INVPCID 1             that PCID, but global                  all of that PCID
 *  INVPCID 2             all, global too                        all
 *  INVPCID 3             all but global                         all
 *  CR4.PGE changes       all, global too                        all
 *  CR4.PCIDE 1 to 0      all, global too                        all
 *  CR4.SMEP 0 to 1       this PCID, global too                  all of this PCID
 * </pre>
 *
 * <p>Nothing else invalidates: not CR0.WP, not EFER.NXE, not PKRU or IA32_PKRS. Rights are judged at each access, by
 * the registers as they are then.
 *
 * <p>Source: SDM volume 3A, "Operations that Invalidate TLBs and Paging-Structure Caches", edition 325384-085US.
 */
final class Invalidation {
    private final Tlb tlb;
    private final PagingStructureCaches caches;
    private final Pmu pmu;

    Invalidation(Tlb tlb, PagingStructureCaches caches, Pmu pmu) {
        this.tlb = tlb;
        this.caches = caches;
        this.pmu = pmu;
    }

    void page(long va, long context) {
        pmu.count(Event.TLB_FLUSH_PAGE);
        translation(va, context);
        caches.forget(context);
    }

    void afterPageFault(long va, long context) {
        pmu.count(Event.PAGE_FAULT);
        translation(va, context);
        caches.forget(va, context);
    }

    /** Makes way for another translation of the page. */
    void translation(long va, long context) {
        tlb.forgetOwned(va, context);
        tlb.forgetGlobal(va);
    }

    void pcid(long context) {
        pmu.count(Event.TLB_FLUSH_PCID);
        tlb.forgetOwned(context);
        caches.forget(context);
    }

    void invpcid(int type, long context, long va) {
        switch (type) {
            case 0 -> address(va, context);
            case 1 -> pcid(context);
            case 2 -> all();
            default -> allButGlobal();
        }
    }

    void cr4(long was, long now, long context) {
        if (((was ^ now) & Bits.CR4_PGE) != 0 || (was & ~now & Bits.CR4_PCIDE) != 0) {
            all();
        } else if ((now & ~was & Bits.CR4_SMEP) != 0) {
            pcid(context);
            tlb.forgetAllGlobal();
        }
    }

    private void address(long va, long context) {
        pmu.count(Event.TLB_FLUSH_PAGE);
        tlb.forgetOwned(va, context);
        caches.forget(va, context);
    }

    private void all() {
        pmu.count(Event.TLB_FLUSH_ALL);
        tlb.forgetAllOwned();
        tlb.forgetAllGlobal();
        caches.forgetAll();
    }

    private void allButGlobal() {
        pmu.count(Event.TLB_FLUSH_ALL_PCIDS);
        tlb.forgetAllOwned();
        caches.forgetAll();
    }
}
