package dev.pagewalk.core.kernel;

import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hw.PhysicalMemory;
import dev.pagewalk.core.mm.MemMap;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageAllocator;
import dev.pagewalk.core.mm.PageFlag;
import dev.pagewalk.core.mm.RuleBroken;
import java.util.ArrayList;
import java.util.List;

/**
 * A booted machine: memory, its page structs, its allocator, its address spaces.
 *
 * <p>Frame 0 is never used (so address 0 can mean "none"), frame 1 is the zero page.
 */
public final class Machine {
    private static final int MAXPHYADDR = 40;
    private static final long FRAMES = 1L << 16;

    private final PhysicalMemory memory;
    private final MemMap pages;
    private final PageAllocator allocator;
    private final Page zeroPage;
    private final List<MmStruct> mms = new ArrayList<>();

    private Machine(Hook hook) {
        memory = new PhysicalMemory(MAXPHYADDR, hook);
        pages = new MemMap(memory, FRAMES);
        allocator = new PageAllocator(pages, 1);
        zeroPage = allocator.alloc_page();
    }

    /** A machine with 256 MiB on which one CPU runs at a time. */
    public static Machine boot() {
        return boot(null);
    }

    /** The same, with every shared access carried out by a hook (null: by nobody). */
    public static Machine boot(Hook hook) {
        return new Machine(hook);
    }

    public PhysicalMemory memory() {
        return memory;
    }

    public MemMap pages() {
        return pages;
    }

    public PageAllocator allocator() {
        return allocator;
    }

    /** The page of zeroes that read faults on untouched anonymous memory map. */
    public Page zeroPage() {
        return zeroPage;
    }

    /** All address spaces, oldest first. */
    public List<MmStruct> mms() {
        return List.copyOf(mms);
    }

    /** A new, empty address space. */
    public MmStruct newMm() {
        int id = mms.size() + 1;
        Page pgd = allocTable("mm#" + id + " pgd");
        MmStruct mm = new MmStruct(id, pages, pgd);
        mms.add(mm);
        return mm;
    }

    /** A zeroed frame for a page table, null = known by its frame, with the page struct that {@code pgtable_pte_page_ctor} leaves: refcount 1, no owner. */
    Page allocTable(String name) {
        Page table = alloc();
        table.set(PageFlag.PageTable);
        pages.name(table, name == null ? "pte table 0x" + Long.toHexString(table.pfn()) : name);
        return table;
    }

    /** A frame, or the end: this machine has no memory to reclaim. */
    public Page alloc() {
        Page page = allocator.alloc_page();
        if (page == null) {
            throw new RuleBroken("memory: a scene fits into the machine", "a free frame", "all " + pages.frames() + " frames are in use");
        }
        return page;
    }
}
