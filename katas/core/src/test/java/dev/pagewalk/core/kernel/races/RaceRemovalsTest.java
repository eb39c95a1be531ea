package dev.pagewalk.core.kernel.races;

import static dev.pagewalk.core.explore.MemoryModel.SC;
import static dev.pagewalk.core.explore.MemoryModel.TSO;
import static dev.pagewalk.core.explore.MemoryModel.WEAK;
import static dev.pagewalk.core.explore.Reason.END_CHECK;
import static dev.pagewalk.core.explore.Reason.THROWN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Reason;
import dev.pagewalk.core.kernel.Removal;
import dev.pagewalk.core.kernel.RemovalTrial;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Take any one lock, grace period, flush or barrier out of the kernel, and the race that it was there for is found. */
class RaceRemovalsTest {
    /** Cells that nobody else sees: a lock in them excludes nobody. */
    private static final String OWN_CELL = "new dev.pagewalk.core.hook.Cells() { long word; public long peek(long i) { return word; } "
            + "public void poke(long i, long to) { word = to; } public String describe(long i) { return \"nobody's lock\"; } }, 0, ";

    private static final String FLUSH = "        if (start < end) {\n            Tlbflush.flush_tlb_range(mm, start, end);\n        }\n";
    private static final String FREE = "        for (int i = 0; i < size; i++) {\n            Page page = mm.map().page(pages[i]);\n";
    private static final String FLUSH_THEN_UNCOUNT = FLUSH + FREE + "            page.mapcountDec();\n";
    private static final String UNCOUNT_THEN_FLUSH = FREE + "            page.mapcountDec();\n        }\n" + FLUSH + FREE;

    /** What is taken out, which scenario finds it under which memory model, and how it shows. */
    record Case(String what, Removal removal, String race, MemoryModel model, Reason reason) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Case> removals() {
        return List.of(
                new Case("pte lock", Removal.of("mm/Page", "return lock(LockClass.PTE_LOCK);",
                        "return new SpinLock(map.platform(), LockClass.PTE_LOCK, " + OWN_CELL + "pfn);"),
                        "fault / fault on one page", SC, END_CHECK),
                new Case("pmd lock", Removal.of("mm/MmStruct", "return map.page(pmd.address() >>> PgtableTypes.PAGE_SHIFT).lock(LockClass.PMD_LOCK);",
                        "return new SpinLock(map.platform(), LockClass.PMD_LOCK, " + OWN_CELL + "pmd.address());"),
                        "fault / fault on two pages of a table that is not there", SC, END_CHECK),
                new Case("swap lock", Removal.of("mm/SwapSpace", "LockClass.SWAP_LOCK, this, 0, 0)", "LockClass.SWAP_LOCK, " + OWN_CELL + "0)"),
                        "swap out / swap out of one page by two processes", SC, END_CHECK),
                new Case("mmap lock of faults", Removal.of("kernel/FaultHandler",
                        "mm.mmapLock().readLock();\n        VmFault result = user(mm, fault.address(), access);\n        mm.mmapLock().readUnlock();",
                        "VmFault result = user(mm, fault.address(), access);"),
                        "munmap / fault on the page that goes", SC, END_CHECK),
                new Case("mmap lock of calls that read", Removal.of("kernel/Syscalls",
                        "mm.mmapLock().readLock();\n        int result = call.getAsInt();\n        mm.mmapLock().readUnlock();", "int result = call.getAsInt();"),
                        "mprotect to read-only / populate for writing", SC, END_CHECK),
                new Case("mmap lock of calls that write", Removal.of("kernel/Syscalls",
                        "mm.mmapLock().writeLock();\n        int result = call.getAsInt();\n        mm.mmapLock().writeUnlock();", "int result = call.getAsInt();"),
                        "mprotect to read-only / write fault", SC, END_CHECK),
                new Case("spin_lock waits for nobody", Removal.of("mm/SpinLock", "Hook.update(platform.hook(), cells, index, Update.ACQUIRE, me(), 0);", "0;"),
                        "spin lock: two increments", SC, END_CHECK),
                new Case("RELEASE of spin_unlock", Removal.of("mm/SpinLock", "0, Order.RELEASE", "0, Order.RELAXED"),
                        "spin lock: two increments", WEAK, END_CHECK),
                new Case("mmap lock: readers do not exclude a writer", Removal.of("mm/MmapLock", "Update.COMPARE_AND_SET, 0, WRITER) != 0",
                        "Update.SET, WRITER, 0) == WRITER"),
                        "mmap lock: writer / two readers", SC, THROWN),
                new Case("rcu_read_lock", Removal.of("mm/Rcu", "Hook.store(platform.hook(), this, cpu, ++mine[cpu], Order.FULL);", "++mine[cpu];"),
                        "RCU: reader / synchronize_rcu, free", SC, THROWN),
                new Case("full barrier of rcu_read_lock", Removal.of("mm/Rcu", "++mine[cpu], Order.FULL", "++mine[cpu], Order.RELEASE"),
                        "RCU: reader / synchronize_rcu, free", TSO, THROWN),
                new Case("full barrier of synchronize_rcu", Removal.of("mm/Rcu", "Hook.fence(platform.hook(), Order.FULL);\n        for (int cpu = 0; cpu < cpus; cpu++) {\n            long phase", "for (int cpu = 0; cpu < cpus; cpu++) {\n            long phase"),
                        "RCU: reader / synchronize_rcu, free", TSO, THROWN),
                new Case("full barrier of call_rcu", Removal.of("mm/Rcu", "long[] inside = new long[cpus];\n        Hook.fence(platform.hook(), Order.FULL);", "long[] inside = new long[cpus];"),
                        "RCU: reader / call_rcu", TSO, THROWN),
                new Case("grace period of synchronize_rcu", Removal.of("mm/Rcu", "Hook.await(platform.hook(), this, cpu, Until.DIFFERS, phase);"),
                        "RCU: reader / synchronize_rcu, free", SC, THROWN),
                new Case("grace period of call_rcu", Removal.of("mm/Rcu", " && isOver(queue.peek())"),
                        "RCU: reader / call_rcu", SC, THROWN),
                new Case("grace period of a switch to atomic", Removal.of("mm/PercpuRef", "ref.platform.rcu().synchronize_rcu();"),
                        "percpu_ref: switch to atomic / put", SC, END_CHECK),
                new Case("RCU section of percpu_ref_tryget", Removal.of("mm/PercpuRef",
                        "rcu.rcu_read_lock();\n        boolean got = ref.isPercpu() ? ref.addOwn(1) : ref.addShared(1, 0) != 0;\n        rcu.rcu_read_unlock();",
                        "boolean got = ref.isPercpu() ? ref.addOwn(1) : ref.addShared(1, 0) != 0;"),
                        "percpu_ref: switch to atomic / get", SC, END_CHECK),
                new Case("locked addition of a counter", Removal.of("mm/MmStruct", "long was = update(counter, Update.ADD, delta);",
                        "long was = load(counter);\n        Hook.store(map.hook(), this, counter, was + delta, Order.RELAXED);"),
                        "fault / MADV_DONTNEED in another table", SC, END_CHECK),
                new Case("interrupts of a flush", Removal.of("mm/Tlbflush", "(mask >>> cpu.id() & 1) != 0", "cpu.id() == platform.cpu()"),
                        "munmap / store through a warm TLB", SC, END_CHECK),
                new Case("flush before pages are freed", Removal.of("mm/MmuGather", "Tlbflush.flush_tlb_range(mm, start, end);"),
                        "MADV_DONTNEED / store", SC, END_CHECK),
                new Case("flush of copy on write", Removal.of("kernel/PteFault", "Tlbflush.flush_tlb_page(mm, addr);"),
                        "copy on write / reader with a warm TLB", SC, END_CHECK),
                new Case("flush of fork", Removal.of("kernel/Fork", "Tlbflush.flush_tlb_mm(parent);"),
                        "fork / stores of the parent", SC, END_CHECK),
                new Case("flush of mprotect", Removal.of("kernel/Mprotect", "Tlbflush.flush_tlb_range(mm, start, end);"),
                        "mprotect to read-only / store through a warm TLB", SC, END_CHECK),
                new Case("flush of mremap", Removal.of("kernel/Mremap", "Tlbflush.flush_tlb_range(mm, addr, end);"),
                        "mremap / store to the old place", SC, END_CHECK),
                new Case("flush of swap out", Removal.of("kernel/SwapOut", "Tlbflush.flush_tlb_page(vma.mm(), addr);"),
                        "swap out / store through a warm TLB", SC, END_CHECK),
                new Case("cpumask before CR3", Removal.of("kernel/Core", "next.loadedBy(cpu.id());"),
                        "switch to an address space / munmap in it", SC, END_CHECK),
                new Case("mapcount stays until the flush", Removal.of("mm/MmuGather", FLUSH_THEN_UNCOUNT, UNCOUNT_THEN_FLUSH),
                        "munmap in the child / store of the parent / load of the child through a warm TLB", SC, END_CHECK),
                new Case("second look at the mapcount", Removal.of("kernel/PteFault", "\n                && page.mapcount() == 1;", ";"),
                        "write to a page in the swap cache / swap in by another process", SC, END_CHECK),
                new Case("second look at a huge page", Removal.of("kernel/Huge", "if (!slot.get().isLeaf()) {\n            lock.unlock();\n            return;\n        }\n        Pmd was"," Pmd was"),
                        "MADV_DONTNEED / MADV_DONTNEED of one huge page", SC, THROWN),
                new Case("second look into the page cache", Removal.of("mm/VmFile", "cache.putIfAbsent(pgoff, fresh)", "cache.put(pgoff, fresh) == null ? null : null"),
                        "fault / fault on one page of shared memory by two processes", SC, END_CHECK),
                new Case("second look into the swap cache", Removal.of("mm/SwapSpace", "} else if (page.is(PageFlag.PageSwapCache)) {", "} else if (left < 0) {"),
                        "munmap / swap out of one page by two processes", SC, END_CHECK),
                new Case("mmap lock of a search for room", Removal.of("kernel/Syscalls",
                        "int error = writing(mm, () -> {\n            start[0] = Mmap.findFree(mm, LOWEST, length, align);",
                        "start[0] = Mmap.findFree(mm, LOWEST, length, align);\n        int error = writing(mm, () -> {"),
                        "mmap anywhere / mmap anywhere", SC, END_CHECK));
    }

    @ParameterizedTest
    @MethodSource("removals")
    void the_race_is_found(Case removed, @TempDir Path folder) throws Exception {
        List<?> told = (List<?>) RemovalTrial.call(removed.removal(), folder, "kernel.races.Races", "tell", removed.race(), removed.model().name());
        System.out.println("| " + removed.what() + " | " + removed.race() + " | " + removed.model() + " | " + told.get(0) + " | " + told.get(1) + " |");

        assertEquals(removed.reason().name(), told.get(0), () -> removed.removal() + "\n" + told.get(2));
    }
}
