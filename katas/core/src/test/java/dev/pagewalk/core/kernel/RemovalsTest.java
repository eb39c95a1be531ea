package dev.pagewalk.core.kernel;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Take any one flush, count or check out of the kernel, and something notices. */
@Tag("slow")
class RemovalsTest {

    private static final String ONLY = System.getProperty("pagewalk.removal", "");

    static List<Removal> chosen() {
        return removals().stream().filter(removal -> removal.toString().contains(ONLY)).toList();
    }

    private static List<Removal> removals() {
        return List.of(
                // flushes
                Removal.of("kernel/PteFault", "Tlbflush.flush_tlb_page(mm, addr);"),
                Removal.of("kernel/Fork", "Tlbflush.flush_tlb_mm(parent);"),
                Removal.of("kernel/Mprotect", "Tlbflush.flush_tlb_range(mm, start, end);"),
                Removal.of("kernel/Mremap", "Tlbflush.flush_tlb_range(mm, addr, end);"),
                Removal.of("kernel/SwapOut", "Tlbflush.flush_tlb_page(vma.mm(), addr);"),
                Removal.of("kernel/Huge", "Tlbflush.flush_tlb_range(mm, addr & PMD_MASK, (addr & PMD_MASK) + PMD_SIZE);"),
                Removal.of("kernel/DirectMap", "Tlbflush.flush_tlb_kernel_range(platform, start, start + pages * PAGE_SIZE);"),
                Removal.of("mm/MmuGather", "Tlbflush.flush_tlb_range(mm, start, end);"),
                Removal.of("kernel/Core", "cpu.writeCr3(next == null ? kernelPgd : next.pgd().address());"),
                Removal.of("kernel/Core", "next.loadedBy(cpu.id());"),
                // counts
                Removal.of("kernel/Zap", "mm.addRss(Mm.mm_counter(page), -1);"),
                Removal.of("mm/MmuGather", "page.mapcountDec();"),
                Removal.of("kernel/Zap", "gather.lostMapping(page);"),
                Removal.of("kernel/Zap", "mm.platform().swap().swap_free(was);"),
                Removal.of("kernel/Cow", "page.mapcountInc();"),
                Removal.of("kernel/Cow", "page.refIncReturn();"),
                Removal.of("kernel/Cow", "vma.mm().platform().swap().swap_duplicate(pte);"),
                Removal.of("kernel/Fork", "src.mm().platform().swap().swap_duplicate(pte);"),
                Removal.of("kernel/Fork", "dst.mm().addRss(Mm.mm_counter(page), 1);"),
                Removal.of("kernel/PageTables", "Mm.mm_dec_nr_ptes(gather.mm());"),
                Removal.of("kernel/PageTables", "mm.addUpperTables(-1);"),
                Removal.of("kernel/PageTables", "gather.tookOut(table, addr, Pgalloc::endOfTable);"),
                Removal.of("kernel/Pin", "page.pin();"),
                Removal.of("kernel/Pin", "page.refIncReturn();"),
                Removal.of("kernel/SwapOut", "page.mapcountDec();"),
                Removal.of("kernel/PteFault", "page.mapcountDec();"),
                Removal.of("kernel/Huge", "Mm.mm_inc_nr_ptes(mm);"),
                Removal.of("kernel/LockedTable", "PercpuRef.percpu_ref_get(entries);"),
                Removal.of("kernel/LockedTable", "visited.pte_put(at(0));"),
                Removal.of("kernel/Pgalloc", "ops.pteRef().pte_ref_free(table);"),
                Removal.of("kernel/Exit", "gather.tookOut(mm.pgd(), 0, Pgalloc::endOfUpperTable);"),
                Removal.of("mm/SwapSpace", "if (number != 0) {\n            slot(number).count++;\n        }"),
                // checks
                Removal.of("kernel/PteFault", "page.mapcount() == 1 && platform.swap().try_to_free_swap(page)\n                && page.mapcount() == 1",
                        "platform.swap().try_to_free_swap(page)"),
                Removal.of("kernel/PteFault", " && platform.swap().try_to_free_swap(page)"),
                Removal.of("kernel/PteFault", "table.isShared() && (kind.wantsOwn() || !pte.isPresent())", "table.isShared() && kind.wantsOwn()"),
                Removal.of("kernel/PteFault", "page != null && page.is(PageFlag.PageAnon)", "page != null"),
                Removal.of("kernel/Fork", "page != null && src.isPrivate() && Mm.page_maybe_dma_pinned(page)", "false"),
                Removal.of("kernel/Fork", "from.wrprotect();"),
                Removal.of("kernel/Fork", "vma.has(VmFlag.VM_WIPEONFORK) ? 0 : ", ""),
                Removal.of("kernel/Fork", " && !vma.has(VmFlag.VM_DONTCOPY)"),
                Removal.of("kernel/Cow", "from.wrprotect();"),
                Removal.of("kernel/SwapOut", " || Mm.page_maybe_dma_pinned(page)"),
                Removal.of("kernel/Pin", "write ? FaultKind.WRITE : FaultKind.UNSHARE", "write ? FaultKind.WRITE : FaultKind.READ"),
                Removal.of("kernel/Mmap", "error = Cow.prepare(mm, start, end, false);"),
                Removal.of("kernel/Mprotect", "error = Cow.prepare(mm, start, end, true);"),
                Removal.of("kernel/Mremap", "error = unshareDestination();"),
                Removal.of("kernel/Mremap", "int error = Cow.prepare(mm, from, from + length, true);", "int error = 0;"),
                Removal.of("kernel/Madvise", "int error = Cow.prepare(mm, start, end, false);", "int error = 0;"),
                Removal.of("kernel/Huge", "page -> page.mapcount() == 1", "page -> true"),
                Removal.of("kernel/Huge", "srcSlot.wrprotect();"),
                Removal.of("kernel/FaultHandler", "case WRITE -> vma.has(VM_WRITE);", "case WRITE -> true;"),
                Removal.of("kernel/Zap", "isShared(pmd) && Cow.letGo(vma, slot, addr)", "false"));
    }

    @ParameterizedTest
    @MethodSource("chosen")
    void something_notices(Removal removal, @TempDir Path folder) throws Exception {
        Throwable noticed = RemovalTrial.of(removal, folder);

        assertNotNull(noticed, "nothing notices when this is removed: " + removal);
        System.out.println(removal + "\n    " + String.valueOf(noticed.getMessage()).lines().limit(3).reduce((a, b) -> a + " |" + b).orElse(noticed.toString()));
    }
}
