package dev.pagewalk.core.scene;

import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_ACCESSED;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_DIRTY;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_NX;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PRESENT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_RW;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_SPECIAL;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_USER;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.debug.Charge;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.kernel.PageTables;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageFlag;
import dev.pagewalk.core.mm.PercpuRef;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.core.mm.RssKind;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.core.mm.VmFlag;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * A machine whose address spaces are put together page by page.
 *
 * <pre>{@code
 *   Scene scene = Scene.empty();
 *   MmStruct parent = scene.mm();
 *   Vma vma = scene.vma(parent, BASE, 3, VM_READ, VM_WRITE);
 *   scene.anon(vma, 0);                           // page 0 of the VMA
 *   MmStruct child = scene.fork(parent, BASE);    // both name one table, read-only; the parent owns it
 * }</pre>
 */
public final class Scene {
    /** An address with all its tables to itself: 1 GiB. */
    public static final long BASE = 0x4000_0000L;

    private static final long USER = _PAGE_PRESENT | _PAGE_USER | _PAGE_ACCESSED | _PAGE_NX;
    private static final long SWAPPED_WORD = 0x5a;

    private final Machine machine;

    private Scene(Machine machine) {
        this.machine = machine;
    }

    public static Scene empty() {
        return new Scene(Machine.boot());
    }

    /** A scene whose shared accesses a hook carries out. */
    public static Scene with(Hook hook) {
        return new Scene(Machine.boot(hook));
    }

    /** A scene on a machine that runs with some katas. */
    public static Scene with(MmOps katas) {
        return new Scene(Machine.boot(MachineConfig.standard().withOps(katas)));
    }

    /** A scene on a machine of one's own: other katas, more memory, fewer CPUs. */
    public static Scene on(Machine machine) {
        return new Scene(machine);
    }

    public Machine machine() {
        return machine;
    }

    /** A new, empty address space. */
    public MmStruct mm() {
        return machine.newMm();
    }

    /** A private mapping of some pages from {@code start} on, unless {@code flags} say otherwise. */
    public Vma vma(MmStruct mm, long start, int pages, VmFlag... flags) {
        Set<VmFlag> set = EnumSet.noneOf(VmFlag.class);
        set.addAll(Set.of(flags));
        Vma vma = new Vma(mm, start, start + 0x1000L * pages, set);
        mm.add(vma);
        return vma;
    }

    /** Maps a fresh, dirty, writable anonymous page at page {@code n} of a VMA. */
    public Page anon(Vma vma, int n) {
        return map(vma, n, PageFlag.PageAnon, _PAGE_RW | _PAGE_DIRTY);
    }

    /** Maps a page of a file, read-only, at page {@code n} of a VMA. */
    public Page file(Vma vma, int n) {
        return map(vma, n, null, 0);
    }

    /** Maps a page of shared memory, writable, at page {@code n} of a VMA. */
    public Page shmem(Vma vma, int n) {
        return map(vma, n, PageFlag.PageSwapBacked, _PAGE_RW);
    }

    /** Maps the zero page, as a read fault does, at page {@code n} of a VMA. */
    public void zeroPage(Vma vma, int n) {
        install(slot(vma, n), new Pte(machine.zeroPage().address() | USER | _PAGE_SPECIAL));
    }

    /** Maps a frame of device memory at page {@code n} of a {@code VM_PFNMAP} VMA: no page struct counts it. */
    public void device(Vma vma, int n) {
        install(slot(vma, n), new Pte(machine.alloc().address() | USER | _PAGE_RW));
    }

    /** Makes page {@code n} of a VMA one that lies in swap space. */
    public void swapped(Vma vma, int n) {
        install(slot(vma, n), machine.swap().swapped(SWAPPED_WORD));
    }

    /** The PMD slot of an address space for an address. */
    public PmdPtr slot(MmStruct mm, long addr) {
        return Objects.requireNonNull(PageTables.pmd_alloc(mm, addr), "a scene has memory for its tables");
    }

    /**
     * One more address space that shares the PTE table at {@code addr}: the table becomes SHARED_OWNED by {@code parent}
     * if it was PRIVATE, and has one more sharer if it was shared. The child inherits the VMAs around it.
     */
    public MmStruct fork(MmStruct parent, long addr) {
        MmStruct child = machine.newMm();
        long start = addr & -PMD_SIZE;
        for (Vma vma : parent.vmasIn(start, start + PMD_SIZE)) {
            child.add(new Vma(child, vma.start(), vma.end(), vma.flags()));
        }
        PmdPtr from = slot(parent, addr);
        Page table = from.get().page();
        if (from.get().isWrite()) {
            table.setOwner(from.address());
            from.wrprotect();
        }
        table.refIncReturn();
        slot(child, addr).set(from.get());
        return child;
    }

    /**
     * An address space lets go of the PTE table at {@code addr}, as an exit would: if it owned the table, nobody does now
     * and nobody is charged for it.
     */
    public void leave(MmStruct mm, long addr) {
        PmdPtr slot = slot(mm, addr);
        Page table = slot.get().page();
        if (table.owner() == slot.address()) {
            Mm.mm_dec_nr_ptes(mm);
            Charge charge = new Charge();
            charge.add(mm, table, addr & -PMD_SIZE);
            for (RssKind kind : RssKind.values()) {
                mm.addRss(kind, -charge.rss(kind));
            }
            table.setOwner(0);
        }
        table.refDecReturn();
        Pgtable.pmd_clear(slot);
    }

    /** The invariants of this machine. */
    public MmInvariants invariants() {
        return MmInvariants.of(machine.platform(), machine.mms());
    }

    private Page map(Vma vma, int n, @Nullable PageFlag type, long bits) {
        PtePtr slot = slot(vma, n);
        Page page = machine.alloc();
        if (type != null) {
            page.set(type);
        }
        page.mapcountInc();
        vma.mm().addRss(Mm.mm_counter(page), 1);
        install(slot, new Pte(page.address() | USER | bits));
        return page;
    }

    /** An entry that is not none holds its table, where tables are counted so. */
    private static void install(PtePtr at, Pte pte) {
        PercpuRef ref = Pgtable.pte_to_page(at).pteRef();
        if (ref != null) {
            PercpuRef.percpu_ref_get(ref);
        }
        at.set(pte);
    }

    private PtePtr slot(Vma vma, int n) {
        long addr = vma.start() + 0x1000L * n;
        PmdPtr pmd = slot(vma.mm(), addr);
        PageTables.pte_alloc(vma.mm(), pmd);
        return Pgtable.pte_offset(pmd.get(), addr);
    }
}
