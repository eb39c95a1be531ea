package dev.pagewalk.checks.k3_break;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;
import static dev.pagewalk.core.mm.VmFlag.VM_PFNMAP;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static dev.pagewalk.core.scene.Scene.BASE;

import dev.pagewalk.checks.support.Story;
import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.debug.LogicalView;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.debug.Rule;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.core.scene.OneTable;
import dev.pagewalk.core.scene.Scene;
import dev.pagewalk.core.scene.Staged;
import dev.pagewalk.grader.api.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Address spaces that share one PTE table T, on a machine whose kata 3 is the submission. Member 0 owns T, unless it has
 * {@link #leave left}.
 *
 * <pre>
 *   mm#1 pmd  --RW=0--+
 *   mm#2 pmd  --RW=0--+--&gt; T   refcount = members, owner &amp;mm#1 pmd
 *   mm#3 pmd  --RW=0--+
 * </pre>
 */
final class Sharers implements Staged {
    /** In the first word of each page. */
    static final long OLD = OneTable.OLD;

    private static final List<String> STALE = List.of(Rule.I22.text(), Rule.I23.text());
    private static final long BYTES = 2L << 20;
    private static final int CPUS = 3;

    private final Machine machine;
    private final BreakCowPte kata;
    private final Story story = new Story();
    private final long base;
    private final long framesAtTheEnd;
    private final OneTable shared;
    private @Nullable Page secret;

    private Sharers(Submission submission, @Nullable Hook hook, int size, long base, BiConsumer<Scene, MmStruct> contents) {
        this.kata = submission.create(BreakCowPte.class);
        this.machine = Machine.boot(MachineConfig.standard().withCpus(CPUS).withBytes(BYTES).withOps(katas(submission, kata)).withHook(hook));
        story.watch(machine);
        this.base = base;
        long frames = machine.allocator().framesInUse();
        this.shared = OneTable.of(size, Scene.on(machine), base, contents);
        this.framesAtTheEnd = frames + mm(0).vmas().stream().filter(vma -> vma.has(VM_PFNMAP)).count();
        story.tell(size + " address spaces name one table" + (size > 1 ? ", mm#1 owns it" : ""));
    }

    /** The katas of such a machine, new ones each time. */
    static Supplier<MmOps> katas(Submission submission) {
        return () -> katas(submission, submission.create(BreakCowPte.class));
    }

    private static MmOps katas(Submission submission, BreakCowPte kata) {
        return MmOps.plain().with(submission.reference(CowPteRefcount.class)).with(new EagerFork()).with(kata);
    }

    /** Two pages of private memory in T. */
    static Sharers of(int size, Submission submission) {
        return new Sharers(submission, null, size, BASE, OneTable::twoPages);
    }

    /** The same under a hook. */
    static Sharers of(int size, Submission submission, Hook hook) {
        return new Sharers(submission, hook, size, BASE, OneTable::twoPages);
    }

    /** One page in T, and room for a second, under a hook: for stories of who counts what comes and goes. */
    static Sharers withRoom(int size, Submission submission, Hook hook) {
        return new Sharers(submission, hook, size, BASE, (scene, mm) -> scene.anon(scene.vma(mm, BASE, 2, VM_READ, VM_WRITE), 0));
    }

    /** A T without entries under a hook: for stories of its lock and its memory. */
    static Sharers ofAnEmptyTable(int size, Submission submission, Hook hook) {
        return new Sharers(submission, hook, size, BASE, (scene, mm) -> scene.zeroPage(scene.vma(mm, BASE, 1, VM_READ), 0));
    }

    /** Every sort of entry and four VMAs in T, which begins at {@code base}. */
    static Sharers ofPatchwork(int size, Submission submission, long base) {
        return new Sharers(submission, null, size, base, (scene, mm) -> Patchwork.fill(scene, mm, base));
    }

    @Override
    public Machine machine() {
        return machine;
    }

    Scene scene() {
        return shared.scene();
    }

    BreakCowPte kata() {
        return kata;
    }

    Story story() {
        return story;
    }

    /** The table that all shared at first. */
    Page table() {
        return shared.table();
    }

    MmStruct mm(int member) {
        return shared.mm(member);
    }

    /** The VMA through which the kernel comes: the first in the 2 MiB. */
    Vma vma(int member) {
        return shared.vma(member);
    }

    PmdPtr slot(int member) {
        return shared.slot(member);
    }

    Pmd pmd(int member) {
        return slot(member).get();
    }

    /** Whether a member has a table of its own, as a PRIVATE table looks. */
    boolean isPrivate(int member) {
        return shared.isPrivate(member);
    }

    /** A member goes, as an exit would: if it owned T, nobody does now. */
    Sharers leave(int member) {
        shared.leave(member);
        story.tell(mm(member) + " has left");
        return this;
    }

    /** A CPU runs a member, and its user code has read the first word of some pages. */
    Sharers onCpu(int cpu, int member, long... read) {
        machine.core(cpu).switchTo(mm(member));
        for (long va : read) {
            machine.core(cpu).load(va);
        }
        return this;
    }

    int breakAway(int member) {
        return breakAway(member, base);
    }

    int breakAway(int member, long addr) {
        int result = kata.break_cow_pte(vma(member), slot(member), addr);
        story.tell(mm(member) + " break_cow_pte = " + result);
        return result;
    }

    int zap(int member) {
        return zap(member, base);
    }

    int zap(int member, long addr) {
        int result = kata.zap_cow_pte(vma(member), slot(member), addr);
        story.tell(mm(member) + " zap_cow_pte = " + result);
        return result;
    }

    /** The other sharer's next page is there, with a word that nobody else may see. */
    Sharers withSecret(long word) {
        secret = machine.alloc();
        machine.memory().poke(secret.address(), word);
        return this;
    }

    Page secret() {
        return Objects.requireNonNull(secret, "withSecret comes first");
    }

    /** Does something while no frame is free. */
    int withoutMemory(IntSupplier operation) {
        List<Page> all = new ArrayList<>();
        for (Page page = machine.allocator().alloc_page(); page != null; page = machine.allocator().alloc_page()) {
            all.add(page);
        }
        int result = operation.getAsInt();
        all.forEach(machine.allocator()::free_page);
        return result;
    }

    /** At every step, by a look at a few cells: what a slot names is a table, in use and counted; nothing freed is touched. */
    void expectSane() {
        shared.expectSane();
    }

    /** The first two words of a member's first page. */
    void expectWords(int member, long first, long second) {
        story.expect("I19: word 0 of " + mm(member), first, LogicalView.word(mm(member), base));
        story.expect("I19: word 1 of " + mm(member), second, LogicalView.word(mm(member), base + Long.BYTES));
    }

    /** The first word of each page that the VMAs of a member cover in the 2 MiB. */
    Map<Long, Long> view(int member) {
        Map<Long, Long> words = new TreeMap<>();
        for (Vma vma : mm(member).vmasIn(base, base + PMD_SIZE)) {
            for (long addr = vma.start(); addr < vma.end(); addr += PAGE_SIZE) {
                words.put(addr, LogicalView.word(mm(member), addr));
            }
        }
        return words;
    }

    /** All 512 words of T, or of whatever table a slot names. */
    long[] entries(Page of) {
        long[] words = new long[PTRS_PER_PTE];
        for (int i = 0; i < PTRS_PER_PTE; i++) {
            words[i] = machine.memory().peek(of.address() + 8L * i);
        }
        return words;
    }

    /** A member reads what it read before. */
    void expectView(int member, Map<Long, Long> before) {
        Map<Long, Long> now = view(member);
        before.forEach((addr, word) -> story.expect(
                "I19: " + mm(member) + " at 0x" + Long.toHexString(addr) + " reads",
                word,
                now.getOrDefault(addr, -1L)));
    }

    /** Grace periods are over, and every invariant of a machine at rest holds. */
    void expectSound() {
        machine.platform().lockdep().expectNothingHeld();
        machine.rcuBarrier();
        story.expectSound(MmInvariants.of(machine));
    }

    /** No CPU has anything cached of what the 2 MiB were: whatever else is wrong is for other checks to say. */
    void expectFlushed(int... cpus) {
        MmInvariants.of(machine).violations().stream().filter(v -> STALE.stream().anyMatch(v.rule()::equals)).forEach(v -> {
            throw story.fail(v.expected(), v.actual());
        });
        for (int cpu : cpus) {
            expectNoTranslation(cpu);
        }
    }

    private void expectNoTranslation(int cpu) {
        boolean stale = machine.core(cpu).cpu().tlb().entries().stream().anyMatch(e -> (e.va() & PMD_MASK) == base);
        story.expect("translations of the 2 MiB that CPU " + cpu + " has cached?", false, stale);
    }

    /** Everybody exits, and nothing is left over (I5, I29). */
    void expectNothingLeft() {
        expectSound();
        machine.mms().forEach(this::exit);
        machine.rcuBarrier();
        MmInvariants.of(machine).atTheEnd(framesAtTheEnd).forEach(v -> {
            throw story.fail(v.expected(), v.actual());
        });
    }

    int exit(MmStruct mm) {
        machine.syscalls().exit(mm);
        story.tell(mm + " exits");
        return 0;
    }
}
