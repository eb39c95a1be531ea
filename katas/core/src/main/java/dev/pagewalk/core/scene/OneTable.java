package dev.pagewalk.core.scene;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PTE_PFN_MASK;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;

import dev.pagewalk.core.debug.Rule;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageField;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.core.mm.Vma;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Address spaces that share one PTE table T. Member 0 owns T, unless it has {@link #leave left}.
 *
 * <pre>
 *   mm#1 pmd  --RW=0--+
 *   mm#2 pmd  --RW=0--+--&gt; T   refcount = members, owner &amp;mm#1 pmd
 *   mm#3 pmd  --RW=0--+
 * </pre>
 */
public final class OneTable {
    /** In the first word of each of {@link #twoPages}. */
    public static final long OLD = 7;

    private final Scene scene;
    private final long base;
    private final Page table;
    private final List<MmStruct> members = new ArrayList<>();
    private final List<PmdPtr> slots = new ArrayList<>();
    private final int[] results = new int[4];

    private OneTable(Scene scene, int size, long base, BiConsumer<Scene, MmStruct> contents) {
        this.scene = scene;
        this.base = base;
        MmStruct first = scene.mm();
        contents.accept(scene, first);
        join(first);
        this.table = slot(0).get().page();
        for (int i = 1; i < size; i++) {
            join(scene.fork(first, base));
        }
    }

    /**
     * Puts the table together.
     *
     * @param size how many share it, 1 or more
     * @param base where it begins, aligned to 2 MiB
     * @param contents maps at least one page in the 2 MiB
     */
    public static OneTable of(int size, Scene scene, long base, BiConsumer<Scene, MmStruct> contents) {
        return new OneTable(scene, size, base, contents);
    }

    /** Contents: two pages of private memory, at {@link Scene#BASE}. */
    public static void twoPages(Scene scene, MmStruct mm) {
        Vma vma = scene.vma(mm, Scene.BASE, 2, VM_READ, VM_WRITE);
        for (int i = 0; i < 2; i++) {
            scene.machine().memory().poke(scene.anon(vma, i).address(), OLD);
        }
    }

    public Scene scene() {
        return scene;
    }

    public Machine machine() {
        return scene.machine();
    }

    /** T, whatever has become of it. */
    public Page table() {
        return table;
    }

    public MmStruct mm(int member) {
        return members.get(member);
    }

    /** The VMA through which the kernel comes: the first in the 2 MiB. */
    public Vma vma(int member) {
        return mm(member).vmasIn(base, base + PMD_SIZE).get(0);
    }

    public PmdPtr slot(int member) {
        return slots.get(member);
    }

    /** Whether a member has a table of its own, as a PRIVATE table looks. */
    public boolean isPrivate(int member) {
        return slot(member).get().isTable() && slot(member).get().isWrite();
    }

    /** A member goes, as an exit would: if it owned T, nobody does now. */
    public OneTable leave(int member) {
        scene.leave(mm(member), base);
        return this;
    }

    /** A new address space with room for the table, whose slot is still none. */
    public OneTable newborn() {
        MmStruct child = scene.mm();
        for (Vma vma : mm(0).vmas()) {
            child.add(new Vma(child, vma.start(), vma.end(), vma.flags()));
        }
        join(child);
        return this;
    }

    /** Remembers what a CPU's call returned. */
    public void result(int cpu, int value) {
        results[cpu] = value;
    }

    /** What a CPU's call returned; 0, if it has not. */
    public int result(int cpu) {
        return results[cpu];
    }

    public int sumOfResults() {
        return Arrays.stream(results).sum();
    }

    /**
     * T is counted. Asks for one cell, so that no combination of states needs to be tried.
     *
     * @throws RuleBroken if its refcount is below 1
     */
    public void expectCounted() {
        if (table.refRead() < 1) {
            throw new RuleBroken(Rule.I3.text(), "refcount 1 or more while a slot names the table", "refcount " + table.refRead());
        }
    }

    /**
     * What the slots name is a table, in use and counted; nothing freed is touched. Looks at few cells, and through no hook.
     *
     * @throws RuleBroken if not
     */
    public void expectSane() {
        machine().platform().misuses().forEach(misuse -> {
            throw new RuleBroken(Rule.I30.text(), "frames in use only", misuse);
        });
        slots.forEach(this::expectSane);
    }

    private void expectSane(PmdPtr slot) {
        long word = machine().memory().peek(slot.address());
        long pfn = (word & PTE_PFN_MASK) >>> PAGE_SHIFT;
        if (word != 0 && !machine().pages().isInUse(pfn)) {
            throw new RuleBroken(Rule.I25.text(), "a table in use", slot + " names a free frame");
        }
        if (word != 0 && machine().pages().peek(pfn, PageField.REFCOUNT) < 1) {
            throw new RuleBroken(Rule.I3.text(), "refcount 1 or more of a table that " + slot + " names", "0");
        }
    }

    /**
     * Something is as expected.
     *
     * @throws RuleBroken if not: a rule that asks for {@code what expected}
     */
    public static void expect(String rule, String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new RuleBroken(rule, what + " " + expected, what + " " + actual);
        }
    }

    /**
     * No lock is held, grace periods are over, and every invariant of a machine at rest holds.
     *
     * @throws RuleBroken for the first that does not
     */
    public void expectSound() {
        machine().platform().lockdep().expectNothingHeld();
        machine().rcuBarrier();
        scene.invariants().check();
    }

    private void join(MmStruct mm) {
        members.add(mm);
        slots.add(scene.slot(mm, base));
    }
}
