package dev.pagewalk.checks.k1_refcount;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.VmFlag.VM_PFNMAP;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_SHARED;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static dev.pagewalk.core.scene.Scene.BASE;

import dev.pagewalk.checks.support.Story;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.core.scene.Scene;

/**
 * One table that serves four VMAs with a hole between them, and every sort of entry.
 *
 * <pre>
 *   page   0      1     2     3     4..7   8       9        16      17      508   511
 *   what   anon   file  zero  swap  hole   device  device   shmem   shmem   anon  anon
 *   VMA    first----------------           device--------   shared-----     last-----
 * </pre>
 */
final class Mixture {
    final Scene scene = Scene.empty();
    final Story story = new Story();
    final MmStruct mm = scene.mm();
    final long base;
    final Vma first;
    final Vma device;
    final PmdPtr slot;
    final Page table;

    Mixture() {
        this(BASE);
    }

    Mixture(long base) {
        this.base = base;
        story.watch(scene.machine());
        first = scene.vma(mm, base, 4, VM_READ, VM_WRITE);
        device = scene.vma(mm, base + 8 * PAGE_SIZE, 2, VM_READ, VM_WRITE, VM_PFNMAP);
        Vma shared = scene.vma(mm, base + 16 * PAGE_SIZE, 2, VM_READ, VM_WRITE, VM_SHARED);
        Vma last = scene.vma(mm, base + 508 * PAGE_SIZE, 4, VM_READ, VM_WRITE);
        scene.anon(first, 0);
        scene.file(first, 1);
        scene.zeroPage(first, 2);
        scene.swapped(first, 3);
        scene.device(device, 0);
        scene.device(device, 1);
        scene.shmem(shared, 0);
        scene.shmem(shared, 1);
        scene.anon(last, 0);
        scene.anon(last, 3);
        slot = scene.slot(mm, base);
        table = slot.get().page();
        story.tell("one table, four VMAs: 3 anonymous, 1 file, 2 shmem pages; zero page, swap entry, device memory");
    }

    /** A child that is left alone with the table: LAST_ORPHAN. */
    MmStruct orphan() {
        MmStruct child = scene.fork(mm, base);
        scene.leave(mm, base);
        story.tell(mm + " has left: " + child + " is the last, nobody owns the table");
        return child;
    }

    /** Every entry of the table, raw. */
    long[] entries() {
        long[] words = new long[512];
        for (int i = 0; i < words.length; i++) {
            words[i] = scene.machine().memory().peek(table.address() + 8L * i);
        }
        return words;
    }
}
