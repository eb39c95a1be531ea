package dev.pagewalk.core.mm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.core.kernel.Machine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every place that can stand in a message or a schedule has a name that a reader recognises. */
@Tag("quick")
class NamesTest {
    private final Machine machine = Machine.boot();
    private final MmStruct mm = machine.newMm();
    private final Page page = machine.alloc();

    @Test
    void a_word_of_a_frame_is_known_by_the_frames_name_if_it_has_one() {
        long word = page.address() + 3 * Long.BYTES;
        assertEquals("frame 0x" + Long.toHexString(page.pfn()) + "[3]", machine.memory().describe(word));

        machine.pages().name(page, "mm#9 pmd");

        assertEquals("mm#9 pmd[3]", machine.memory().describe(word));
        assertEquals("mm#9 pmd[3]", new PmdPtr(machine.pages(), word).toString());
    }

    @Test
    void a_field_of_a_page_struct_is_known_by_page_and_field() {
        assertEquals(page + " refcount", machine.pages().describe(MemMap.index(page.pfn(), PageField.REFCOUNT)));
        assertEquals(page + " mapcount", machine.pages().describe(MemMap.index(page.pfn(), PageField.MAPCOUNT)));
        assertEquals("page 0x" + Long.toHexString(page.pfn()), page.toString());
    }

    @Test
    void counters_of_an_address_space_are_known_by_its_number() {
        assertEquals("mm#1 MM_ANONPAGES", mm.describe(RssKind.MM_ANONPAGES.ordinal()));
        assertEquals("mm#1 nr_ptes", mm.describe(RssKind.values().length));
        assertEquals("mm#1", mm.toString());
        assertEquals("init_mm", machine.platform().init_mm().toString());
        assertEquals(1, mm.id());
    }

    @Test
    void the_cells_of_a_percpu_ref_are_its_count_its_mode_and_one_for_each_cpu() {
        PercpuRef ref = machine.platform().refs().kmallocPercpuRef();

        assertEquals(ref + " count", ref.describe(0));
        assertEquals(ref + " mode", ref.describe(1));
        assertEquals(ref + " of CPU 0", ref.describe(2));
        assertEquals(ref + " of CPU 3", ref.describe(5));
        assertEquals("percpu_ref " + ref.id(), ref.toString());
    }

    @Test
    void a_cpu_is_known_by_its_number() {
        assertEquals("CPU 1", machine.core(1).toString());
        assertEquals("swap space", machine.swap().describe(0));
    }
}
