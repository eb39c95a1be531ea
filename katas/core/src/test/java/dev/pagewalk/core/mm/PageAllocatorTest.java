package dev.pagewalk.core.mm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.kernel.Pgalloc;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Blocks split and merge, allocations fail on demand, freed frames are poisoned and held back. */
@Tag("quick")
class PageAllocatorTest {
    private final Machine machine = Machine.boot(MachineConfig.standard().withBytes(16 << 20));
    private final PageAllocator allocator = machine.allocator();

    @Test
    void every_frame_is_handed_out_once_and_all_come_back_as_large_blocks() {
        List<Page> pages = new ArrayList<>();
        Set<Long> frames = new HashSet<>();
        Page page;
        while ((page = allocator.alloc_page()) != null) {
            pages.add(page);
            assertTrue(frames.add(page.pfn()));
        }
        assertEquals(allocator.framesManaged(), allocator.framesInUse());

        pages.forEach(allocator::free_page);

        assertEquals(1, allocator.framesInUse());
        Page block = allocator.alloc_pages(Gfp.GFP_KERNEL, PageAllocator.MAX_ORDER);
        assertEquals(0, block.pfn() % 1024);
    }

    @Test
    void a_block_is_aligned_zero_and_counted() {
        long blocks = machine.platform().pmu().get(Event.BLOCK_ALLOC);
        Page block = allocator.alloc_pages(Gfp.GFP_KERNEL, 4);
        assertEquals(0, block.pfn() % 16);
        assertEquals(1, block.refRead());
        assertEquals(0, machine.pages().page(block.pfn() + 1).refRead());

        allocator.split_page(block, 4);

        assertEquals(1, machine.pages().page(block.pfn() + 15).refRead());
        assertEquals(1, machine.platform().pmu().get(Event.BLOCK_ALLOC) - blocks);
        long inUse = allocator.framesInUse();
        allocator.__free_pages(block, 4);
        assertEquals(inUse - 16, allocator.framesInUse());
    }

    @Test
    void an_order_that_does_not_exist_is_refused() {
        assertThrows(RuleBroken.class, () -> allocator.alloc_pages(Gfp.GFP_KERNEL, 11));
        assertThrows(RuleBroken.class, () -> allocator.alloc_pages(Gfp.GFP_KERNEL, -1));
    }

    @Test
    void the_nth_allocation_fails_on_demand_and_only_that_one() {
        machine.platform().failures().failAt(2);
        assertTrue(machine.platform().failures().isArmed());

        Page first = allocator.alloc_page();
        Page second = allocator.alloc_page();
        Page third = allocator.alloc_page();

        assertNotEquals(first, third);
        assertNull(second);
        assertTrue(!machine.platform().failures().isArmed());
        assertThrows(IllegalArgumentException.class, () -> machine.platform().failures().failAt(-1));
    }

    @Test
    void a_freed_frame_is_held_back_and_reads_as_poison() {
        MmStruct mm = machine.newMm();
        Page table = Pgalloc.pte_alloc_one(mm);
        PtePtr at = Pgtable.pte_offset(Pmd.ofTable(table), 0);
        Pgalloc.pte_free(mm, table);
        assertEquals(List.of(), machine.platform().misuses());

        Pte read = at.get();
        at.set(Pte.NONE);

        assertEquals(MemMap.POISON, read.word());
        assertEquals(2, machine.platform().misuses().size());
        assertNotEquals(table.pfn(), allocator.alloc_page().pfn());
    }

    @Test
    void quarantine_is_bounded_and_a_frame_that_leaves_it_is_zero() {
        Page first = allocator.alloc_page();
        machine.memory().store(first.address(), 7);
        allocator.free_page(first);
        for (int i = 0; i <= Quarantine.CAPACITY; i++) {
            allocator.free_page(allocator.alloc_page());
        }

        boolean again = false;
        Page page = allocator.alloc_page();
        while (!again && page != null) {
            again = page.pfn() == first.pfn();
            assertEquals(0, machine.memory().load(page.address()));
            page = allocator.alloc_page();
        }
        assertTrue(again, "the frame is handed out again");
    }

    @Test
    void what_is_still_used_is_not_freed() {
        Page page = allocator.alloc_page();
        page.refIncReturn();
        assertThrows(RuleBroken.class, () -> allocator.free_page(page));
        page.pin();
        page.refDecReturn();
        assertThrows(RuleBroken.class, () -> allocator.free_page(page));
        page.unpin();
        assertThrows(RuleBroken.class, page::unpin);
        assertThrows(RuleBroken.class, page::mapcountDec);
        Page table = Pgalloc.pte_alloc_one(machine.newMm());
        assertThrows(RuleBroken.class, () -> allocator.free_page(table));
        assertThrows(RuleBroken.class, () -> Pgalloc.free_table(page));

        allocator.put_page(page);

        assertTrue(!machine.pages().isInUse(page.pfn()));
    }

    @Test
    void a_table_is_one_object_and_other_pages_are_equal() {
        Page table = Pgalloc.pte_alloc_one(machine.newMm());
        Page page = allocator.alloc_page();

        assertTrue(machine.pages().page(table.pfn()) == machine.pages().page(table.pfn()));
        assertEquals(page, machine.pages().page(page.pfn()));
        assertEquals(page.hashCode(), machine.pages().page(page.pfn()).hashCode());
        assertThrows(RuleBroken.class, () -> machine.pages().page(machine.pages().frames()));
    }

    @Test
    void blocks_of_any_history_never_overlap_and_all_merge_again_in_the_end() {
        Random random = new Random(1);
        BitSet taken = new BitSet();
        List<Block> blocks = new ArrayList<>();
        long before = allocator.framesInUse();
        for (int i = 0; i < 4000; i++) {
            if (random.nextInt(5) < 3) {
                take(random.nextInt(8), taken, blocks);
            } else if (!blocks.isEmpty()) {
                give(blocks.remove(random.nextInt(blocks.size())), taken);
            }
            assertEquals(before + taken.cardinality(), allocator.framesInUse());
        }
        Collections.shuffle(blocks, random);
        blocks.forEach(block -> give(block, taken));
        drainQuarantine();

        int largest = 0;
        while (allocator.alloc_pages(Gfp.GFP_KERNEL, PageAllocator.MAX_ORDER) != null) {
            largest++;
        }

        assertTrue(largest >= machine.pages().frames() / 1024 - 2, "only " + largest + " blocks of the largest order");
    }

    private record Block(Page first, int order) {}

    private void take(int order, BitSet taken, List<Block> blocks) {
        Page first = allocator.alloc_pages(Gfp.GFP_KERNEL, order);
        if (first != null) {
            int from = (int) first.pfn();
            assertEquals(0, taken.get(from, from + (1 << order)).cardinality(), "frame 0x" + Long.toHexString(from) + " is handed out twice");
            taken.set(from, from + (1 << order));
            blocks.add(new Block(first, order));
        }
    }

    private void give(Block block, BitSet taken) {
        int from = (int) block.first.pfn();
        allocator.__free_pages(block.first, block.order);
        taken.clear(from, from + (1 << block.order));
    }

    /** Frames that were freed last come back only when others have been freed after them. */
    private void drainQuarantine() {
        for (int i = 0; i <= Quarantine.CAPACITY; i++) {
            allocator.free_page(allocator.alloc_page());
        }
    }
}
