package dev.pagewalk.checks.k3_break;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.VmFlag.VM_PFNMAP;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_SHARED;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;

import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.core.scene.Scene;

/**
 * One table that serves four VMAs with a hole between them, and every sort of entry.
 *
 * <pre>
 *   page   0      1     2     3     4..7   8       9..15   16     17     508   511
 *   what   anon   file  zero  swap  hole   device  hole    shmem  shmem  anon  anon
 *   VMA    first----------------           device--        shared------  last-----
 * </pre>
 */
final class Patchwork {
    /** Pages of private mappings that were writable before a break, and are not afterwards. */
    static final int[] PRIVATE_WRITABLE = {0, 508, 511};
    /** Pages of a shared mapping, which keep their rights. */
    static final int[] SHARED = {16, 17};

    static final int LAST = 508;

    private Patchwork() {}

    static void fill(Scene scene, MmStruct mm, long base) {
        Vma first = scene.vma(mm, base, 4, VM_READ, VM_WRITE);
        scene.anon(first, 0);
        scene.file(first, 1);
        scene.zeroPage(first, 2);
        scene.swapped(first, 3);
        scene.device(scene.vma(mm, base + 8 * PAGE_SIZE, 1, VM_READ, VM_WRITE, VM_PFNMAP), 0);
        Vma shared = scene.vma(mm, base + 16 * PAGE_SIZE, 2, VM_READ, VM_WRITE, VM_SHARED);
        scene.shmem(shared, 0);
        scene.shmem(shared, 1);
        Vma last = scene.vma(mm, base + LAST * PAGE_SIZE, 4, VM_READ, VM_WRITE);
        scene.machine().memory().poke(scene.anon(last, 0).address(), Sharers.OLD);
        scene.anon(last, 3);
    }
}
