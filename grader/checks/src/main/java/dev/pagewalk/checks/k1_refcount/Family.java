package dev.pagewalk.checks.k1_refcount;

import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static dev.pagewalk.core.scene.Scene.BASE;

import dev.pagewalk.checks.support.Story;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.RssKind;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.core.scene.Scene;
import dev.pagewalk.core.scene.Staged;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Address spaces that share one PTE table with two anonymous pages in it, and the submission under test.
 * Member 0 is the parent, which owns the table unless it {@link #orphans left}.
 */
final class Family implements Staged {
    private final Scene scene;
    private final CowPteRefcount kata;
    private final List<MmStruct> members = new ArrayList<>();
    private final List<PmdPtr> slots = new ArrayList<>();
    private final Story story = new Story();
    private final Page table;

    private Family(Scene scene, CowPteRefcount kata, int size) {
        this.scene = scene;
        story.watch(scene.machine());
        this.kata = kata;
        MmStruct parent = scene.mm();
        Vma vma = scene.vma(parent, BASE, 2, VM_READ, VM_WRITE);
        scene.anon(vma, 0);
        scene.anon(vma, 1);
        join(parent);
        table = scene.slot(parent, BASE).get().page();
        for (int i = 1; i < size; i++) {
            join(scene.fork(parent, BASE));
        }
        story.tell(size + " address spaces name one table" + (size > 1 ? ", owned by " + slotOf(0) : ""));
    }

    /** A family with an owner, on one CPU. */
    static Family of(int size, CowPteRefcount kata) {
        return new Family(Scene.empty(), kata, size);
    }

    /** A family whose table nobody owns: the parent has left. Members 0 to size-1 are its children. */
    static Family orphans(int size, CowPteRefcount kata) {
        return orphans(Scene.empty(), size, kata);
    }

    static Family orphans(Hook hook, int size, CowPteRefcount kata) {
        return orphans(Scene.with(hook), size, kata);
    }

    private static Family orphans(Scene scene, int size, CowPteRefcount kata) {
        Family family = new Family(scene, kata, size + 1);
        family.scene.leave(family.members.remove(0), BASE);
        family.slots.remove(0);
        family.story.tell("mm#1 has left: nobody owns the table");
        return family;
    }

    Scene scene() {
        return scene;
    }

    @Override
    public Machine machine() {
        return scene.machine();
    }

    Story story() {
        return story;
    }

    CowPteRefcount kata() {
        return kata;
    }

    Page table() {
        return table;
    }

    int size() {
        return members.size();
    }

    MmStruct mm(int member) {
        return members.get(member);
    }

    Vma vma(int member) {
        return vmaAt(mm(member), BASE);
    }

    /** The VMA of an address that a scene has mapped. */
    static Vma vmaAt(MmStruct mm, long addr) {
        return Objects.requireNonNull(mm.find_vma(addr), "a scene maps what its checks speak of");
    }

    PmdPtr slotOf(int member) {
        return slots.get(member);
    }

    long rss(int member) {
        return mm(member).rss(RssKind.MM_ANONPAGES);
    }

    /** A member puts its slot the way the kernel does: on 0 the slot is cleared, on 1 it stays. */
    int put(int member) {
        PmdPtr slot = slotOf(member);
        int result = kata.pmd_put_pte(vma(member), slot, BASE, true);
        if (result == 0) {
            Pgtable.pmd_clear(slot);
        }
        story.tell(mm(member) + " pmd_put_pte(reuse) = " + result + (result == 0 ? ", slot cleared" : ", slot kept"));
        return result;
    }

    /** A new address space with room for the table, whose slot is still none. */
    int newborn(int parent) {
        MmStruct child = scene.mm();
        child.add(new Vma(child, vma(parent).start(), vma(parent).end(), vma(parent).flags()));
        return join(child);
    }

    /** A newborn gets the table through another's slot the way fork does: first the count, then the slot. */
    int get(int from, int newborn) {
        int result = kata.pmd_get_pte(slotOf(from));
        slotOf(newborn).set(slotOf(from).get());
        story.tell(mm(newborn) + " pmd_get_pte through " + mm(from) + " = " + result);
        return result;
    }

    /** A CPU on which a member runs, in user mode. */
    Cpu walkedBy(int cpu, int member) {
        Cpu hardware = new Cpu(cpu, scene.machine().memory());
        hardware.writeCr3(mm(member).pgd().address());
        hardware.setCpl(3);
        return hardware;
    }

    /** At rest: nothing in the machine is broken. */
    void expectSound() {
        story.expectSound(scene.invariants());
    }

    private int join(MmStruct mm) {
        members.add(mm);
        slots.add(scene.slot(mm, BASE));
        return members.size() - 1;
    }
}
