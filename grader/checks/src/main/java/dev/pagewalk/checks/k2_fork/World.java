package dev.pagewalk.checks.k2_fork;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static dev.pagewalk.core.scene.Scene.BASE;

import dev.pagewalk.checks.support.Story;
import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.core.contract.CopyPmdRange;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.debug.LogicalView;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.debug.Violation;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.kernel.PageTables;
import dev.pagewalk.core.kernel.Syscalls;
import dev.pagewalk.core.mm.MmFlag;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.RssKind;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.grader.api.Submission;
import java.util.List;
import java.util.Objects;

/**
 * A machine whose fork is the submission's, with references for the katas around it, and one process. What is done is
 * told to the {@link #story}, and after each operation the whole machine is audited.
 */
final class World {
    private static final long MIB = 1L << 20;

    final Story story = new Story();
    final Machine machine;
    final MmStruct parent;
    final CopyPmdRange kata;

    World(Submission submission) {
        this(submission, null, 16 * MIB);
    }

    World(Submission submission, @Nullable Hook hook, long bytes) {
        kata = submission.create(CopyPmdRange.class);
        MmOps ops = MmOps.plain()
                .with(submission.reference(CowPteRefcount.class))
                .with(kata)
                .with(submission.reference(BreakCowPte.class));
        machine = Machine.boot(MachineConfig.standard().withCpus(3).withBytes(bytes).withOps(ops).withHook(hook));
        parent = machine.newMm();
        story.watch(machine);
    }

    /** The parent has {@code pages} pages of its own at {@link dev.pagewalk.core.scene.Scene#BASE}, page n holds n + 1. */
    static World withPages(Submission submission, int pages) {
        World world = new World(submission);
        world.map(world.parent, BASE, pages);
        world.fill(world.parent, BASE, pages);
        return world;
    }

    Syscalls calls() {
        return machine.syscalls();
    }

    /** Maps private anonymous memory, readable and writable, with more flags. */
    void map(MmStruct mm, long addr, int pages, VmFlag... more) {
        VmFlag[] flags = new VmFlag[more.length + 2];
        System.arraycopy(more, 0, flags, 0, more.length);
        flags[more.length] = VM_READ;
        flags[more.length + 1] = VM_WRITE;
        story.tell(mm + " mmap " + hex(addr) + " +" + pages + " pages" + (more.length == 0 ? "" : " " + List.of(more)));
        story.expect("mmap", 0, calls().mmap(mm, addr, pages * PAGE_SIZE, flags));
    }

    /** Writes n + 1 into page n. */
    void fill(MmStruct mm, long addr, int pages) {
        for (int n = 0; n < pages; n++) {
            machine.core(0).switchTo(mm);
            machine.core(0).store(addr + n * PAGE_SIZE, n + 1L);
        }
        story.tell(mm + " stores 1 to " + pages + " into the pages from " + hex(addr));
    }

    void store(MmStruct mm, long addr, long value) {
        machine.core(0).switchTo(mm);
        story.tell(mm + " stores " + value + " at " + hex(addr));
        story.expect("stored?", true, machine.core(0).store(addr, value));
        expectSound();
    }

    /** A child that shares tables. */
    MmStruct fork(MmStruct mm) {
        return forked(mm, true);
    }

    /** A child; without {@code cow} fork is asked for no sharing. */
    MmStruct forked(MmStruct mm, boolean cow) {
        MmStruct child = calls().clone3(mm, cow);
        story.tell(mm + (cow ? " clone3(CLONE_COW_PGTABLE) = " : " fork = ") + child);
        if (child == null) {
            throw story.fail("a child", "fork failed, with memory to spare");
        }
        expectSound();
        expectOwned(mm);
        return child;
    }

    void exit(MmStruct mm) {
        calls().exit(mm);
        story.tell(mm + " exits");
        expectSound();
    }

    /** An empty address space with another's VMAs, for a call without fork around it. */
    MmStruct offspring(MmStruct mm, boolean cow) {
        MmStruct child = machine.newMm();
        mm.vmas().forEach(vma -> child.add(vma.in(child)));
        if (cow) {
            mm.set_bit(MmFlag.MMF_COW_PGTABLE);
            child.set_bit(MmFlag.MMF_COW_PGTABLE);
        }
        story.tell(child + " is a child of " + mm + ", still without tables" + (cow ? "; both have MMF_COW_PGTABLE" : ""));
        return child;
    }

    Page pin(MmStruct mm, long addr) {
        story.tell(mm + " pins the page at " + hex(addr));
        return Objects.requireNonNull(calls().pin(mm, addr, true), "a writable page can be pinned");
    }

    /** A call of the method under test, without fork around it. */
    int call(MmStruct child, MmStruct mm, long addr, long end) {
        return kata.copy_pmd_range(vmaAt(child, addr), vmaAt(mm, addr), slot(child, addr), slot(mm, addr), addr, end);
    }

    PmdPtr slot(MmStruct mm, long addr) {
        return Objects.requireNonNull(PageTables.pmd_alloc(mm, addr), "there is memory for upper tables");
    }

    Vma vmaAt(MmStruct mm, long addr) {
        return Objects.requireNonNull(mm.find_vma(addr), "a world maps what its checks speak of");
    }

    /** The table that a slot must name. */
    Page table(MmStruct mm, long addr) {
        if (!slot(mm, addr).get().isTable()) {
            throw story.fail("a PTE table of " + mm + " for " + hex(addr), slot(mm, addr).get().toString());
        }
        return slot(mm, addr).get().page();
    }

    /** Every entry of a table, raw. */
    long[] entries(Page table) {
        long[] words = new long[PTRS_PER_PTE];
        for (int i = 0; i < words.length; i++) {
            words[i] = machine.memory().peek(table.address() + 8L * i);
        }
        return words;
    }

    void expectShared(MmStruct child, MmStruct mm, long addr) {
        story.expect("table of " + child + " for " + hex(addr), table(mm, addr), table(child, addr));
    }

    void expectCopied(MmStruct child, MmStruct mm, long addr) {
        if (table(child, addr).equals(table(mm, addr))) {
            throw story.fail("a table of " + child + "'s own for " + hex(addr), "the table that " + mm + " has too");
        }
    }

    void expectOwner(MmStruct owner, long addr) {
        long address = table(owner, addr).owner();
        String actual = address == 0 ? "none" : machine.memory().describe(address);
        story.expect("owner of the table for " + hex(addr), machine.memory().describe(slot(owner, addr).address()), actual);
    }

    /** What is charged for anonymous pages and PTE tables. */
    void expectCharge(MmStruct mm, long pages, long tables) {
        story.expect(mm + " MM_ANONPAGES", pages, mm.rss(RssKind.MM_ANONPAGES));
        story.expect(mm + " nr_ptes", tables, mm.nrPtes());
    }

    void expectWord(MmStruct mm, long addr, long value) {
        story.expect("word of " + mm + " at " + hex(addr), value, LogicalView.word(mm, addr));
    }

    /** Page n holds n + 1. */
    void expectFilled(MmStruct mm, long addr, int pages) {
        for (int n = 0; n < pages; n++) {
            expectWord(mm, addr + n * PAGE_SIZE, n + 1L);
        }
    }

    void expectSound() {
        machine.rcuBarrier();
        story.expectSound(MmInvariants.of(machine));
    }

    private void expectOwned(MmStruct forked) {
        List<Violation> violations = MmInvariants.of(machine).afterFork(forked);
        if (!violations.isEmpty()) {
            Violation first = violations.get(0);
            throw story.broken(first.rule(), first.expected(), first.actual());
        }
    }

    static String hex(long word) {
        return "0x" + Long.toHexString(word);
    }
}
