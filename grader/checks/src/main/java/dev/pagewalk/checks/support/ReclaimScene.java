package dev.pagewalk.checks.support;

import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_get;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_put;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_switch_to_atomic_sync;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_NX;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PRESENT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PSE;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_SPECIAL;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_USER;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;

import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.debug.Rule;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.kernel.PageTables;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PercpuRef;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.core.mm.Tlbflush;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.core.scene.Scene;
import dev.pagewalk.core.scene.Staged;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A machine that frees empty PTE tables: one address space, one VMA of 2 MiB, and the table below it.
 *
 * <pre>
 *   mm pmd[0] --&gt; PTE table T      pte_ref = entries that are not none + visitors
 *                 pte[0..n-1]      anonymous pages, once {@link #pages} says so
 * </pre>
 */
public final class ReclaimScene implements Staged {
    private static final long SMALL = 4L << 20;
    private static final long ZERO_PAGE = _PAGE_PRESENT | _PAGE_USER | _PAGE_SPECIAL | _PAGE_NX;
    private static final Map<String, Long> NO_TABLES = new TreeMap<>(
            Map.of("none", 0L, "a leaf", 0x20_0000L | _PAGE_PRESENT | _PAGE_PSE, "a swap entry", 0x5a00L));

    private final Scene scene;
    private final MmStruct mm;
    private final Vma vma;
    private final PmdPtr slot;
    private final long base;
    private final long framesAtFirst;
    private final Story story = new Story();
    private boolean result;

    private ReclaimScene(Machine machine, long base) {
        this.scene = Scene.on(machine);
        this.base = base;
        story.watch(machine);
        framesAtFirst = machine.allocator().framesInUse();
        mm = scene.mm();
        vma = scene.vma(mm, base, (int) (PMD_SIZE / PAGE_SIZE), VM_READ, VM_WRITE);
        slot = scene.slot(mm, base);
        install();
        story.tell("an empty PTE table in " + slot);
    }

    /** The table at 1 GiB, its pte_ref 0 in percpu mode. */
    public static ReclaimScene of(PteRef refs, FreeUserPte reclaim) {
        return at(Scene.BASE, refs, reclaim);
    }

    /** The same at another address, a multiple of 2 MiB. */
    public static ReclaimScene at(long base, PteRef refs, FreeUserPte reclaim) {
        return new ReclaimScene(machine(MachineConfig.standard(), refs, reclaim), base);
    }

    /** The same for the explorer. */
    public static ReclaimScene with(Hook hook, PteRef refs, FreeUserPte reclaim) {
        return new ReclaimScene(machine(MachineConfig.standard().withHook(hook), refs, reclaim), Scene.BASE);
    }

    private static Machine machine(MachineConfig config, PteRef refs, FreeUserPte reclaim) {
        return Machine.boot(config.withCpus(3).withBytes(SMALL).withOps(MmOps.plain().with(reclaim).with(refs)));
    }

    /** Does something while the slot holds what is no table, once for each sort: none, a leaf, a swap entry. */
    public void withoutTable(Consumer<String> what) {
        long table = slot.get().word();
        NO_TABLES.forEach((name, word) -> {
            machine().memory().poke(slot.address(), word);
            story.tell(slot + " holds " + name);
            what.accept(name);
            story.expect(slot + " holds", hex(word), hex(slot.get().word()));
        });
        machine().memory().poke(slot.address(), table);
    }

    private static String hex(long word) {
        return "0x" + Long.toHexString(word);
    }

    @Override
    public Machine machine() {
        return scene.machine();
    }

    public MmStruct mm() {
        return mm;
    }

    public PmdPtr slot() {
        return slot;
    }

    /** Kata 4, as the machine has it. */
    public PteRef refs() {
        return MmOps.of(mm).pteRef();
    }

    /** Kata 5, as the machine has it. */
    public FreeUserPte reclaim() {
        return MmOps.of(mm).freeUserPte();
    }

    public Story story() {
        return story;
    }

    /** First address of the 2 MiB. */
    public long base() {
        return base;
    }

    /** The PTE table that the slot names now. */
    public Page table() {
        return slot.get().page();
    }

    /** The percpu_ref of the table that the slot names now. */
    public PercpuRef ref() {
        PercpuRef ref = table().pteRef();
        if (ref == null) {
            throw story.fail("a percpu_ref for every PTE table", table() + " has none");
        }
        return ref;
    }

    /** Remembers what a CPU's call returned. */
    public void result(boolean value) {
        result = value;
    }

    public boolean result() {
        return result;
    }

    /** How many frames were in use before the address space came. */
    public long framesAtFirst() {
        return framesAtFirst;
    }

    /** How many events of a kind there were. */
    public long events(Event event) {
        return machine().platform().pmu().get(event);
    }

    /** The place of an entry, in the table that the slot names now. */
    public PtePtr entry(long addr) {
        return Pgtable.pte_offset(slot.get(), addr);
    }

    /** Puts a new, empty table into the slot if that is none. */
    public void install() {
        PageTables.pte_alloc(mm, slot);
    }

    /** Maps anonymous pages from page 0 on. */
    public ReclaimScene pages(int n) {
        for (int i = 0; i < n; i++) {
            scene.anon(vma, i);
        }
        story.tell(n + " pages mapped");
        return this;
    }

    /** Takes the page at an address out, as a zap does: the entry and its share of pte_ref. */
    public void unmap(long addr) {
        Page table = table();
        table.lock().lock();
        Pte was = entry(addr).getAndSet(Pte.NONE);
        percpu_ref_put(table.pteRef());
        table.lock().unlock();
        Tlbflush.flush_tlb_page(mm, addr);
        Page page = machine().pages().page(was.pfn());
        mm.addRss(Mm.mm_counter(page), -1);
        page.mapcountDec();
        machine().allocator().put_page(page);
        story.tell("the entry of 0x" + Long.toHexString(addr) + " is zapped");
    }

    /** Switches the table to atomic mode; an empty one is at final zero then. */
    public ReclaimScene atomic() {
        PercpuRef ref = ref();
        percpu_ref_get(ref);
        percpu_ref_switch_to_atomic_sync(ref);
        percpu_ref_put(ref);
        story.tell("its pte_ref in atomic mode is " + ref.total());
        return this;
    }

    /** Visits the table as a fault does: get, lock, do something to the entry, unlock, put. Whether there was a table to visit. */
    public boolean visit(long addr, Consumer<PtePtr> what) {
        PteRef refs = refs();
        if (!refs.pte_tryget(mm, slot, addr)) {
            return false;
        }
        PtePtr place = entry(addr);
        Pgtable.pte_to_page(place).lock().lock();
        what.accept(place);
        Pgtable.pte_to_page(place).lock().unlock();
        refs.pte_put(place);
        return true;
    }

    /** A visitor that maps the zero page where nothing is; whether there was a table to visit. */
    public boolean map(long addr) {
        return visit(addr, this::installZeroPage);
    }

    /** A read fault: the same, and if there is no table it installs one. */
    public void fault(long addr) {
        for (int tries = 0; tries < 4; tries++) {
            install();
            if (map(addr)) {
                return;
            }
        }
        throw story.fail("a fault that finds a table, or installs one", "4 tables in a row could not be visited");
    }

    private void installZeroPage(PtePtr place) {
        if (place.isNone()) {
            percpu_ref_get(Pgtable.pte_to_page(place).pteRef());
            place.set(new Pte(machine().zeroPage().address() | ZERO_PAGE));
        }
    }

    /** What ends a system call: no lock is held, no RCU section is open, callbacks whose time has come run. */
    public void endOfCall() {
        machine().platform().lockdep().expectNothingHeld();
        machine().platform().rcu().process();
    }

    /** At rest, with all grace periods over, nothing is broken. */
    public void expectSound() {
        machine().rcuBarrier();
        story.expectSound(scene.invariants());
    }

    /** At every step: the table that the slot names is in use. A look at two words, for there are many steps. */
    public void expectTableInUse() {
        Pmd now = slot.get();
        if (now.isTable() && !machine().pages().isInUse(now.page().pfn())) {
            throw new RuleBroken(Rule.I25.text(), "a table in use in " + slot, now.page() + " is free");
        }
    }

    /** At a moment when nothing is half done, though grace periods may not be over. */
    public void expectInFlight() {
        scene.invariants().checkInFlight();
    }
}
