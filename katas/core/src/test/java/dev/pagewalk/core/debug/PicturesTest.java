package dev.pagewalk.core.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.hw.Access;
import dev.pagewalk.core.hw.Bits;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.Entry;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.hw.PagingMode;
import dev.pagewalk.core.hw.PhysicalMemory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("quick")
class PicturesTest {
    private static final int COLUMNS = 80;
    private static final long VA = 0x7f12_3456_7008L;
    private static final long KERNEL = 0xffff_8880_0020_1000L;

    private final PhysicalMemory memory = new PhysicalMemory(40, null);
    private final Cpu cpu = new Cpu(0, memory);

    @BeforeEach
    void map() {
        memory.poke(0x80_0000L + 8 * 254, 0x80_2007L);
        memory.poke(0x80_2000L + 8 * 72, 0x80_3007L);
        memory.poke(0x80_3000L + 8 * 418, 0x80_4007L);
        memory.poke(0x80_4000L + 8 * 359, 0x180_0005L | Entry.EXECUTE_DISABLE | Entry.ofKey(3));
        memory.poke(0x80_0000L + 8 * 273, 0x80_5003L);
        memory.poke(0x80_5000L, 0x80_6003L);
        memory.poke(0x80_6000L + 8, 0x220_0183L);
        cpu.writeCr4(Bits.CR4_PAE | Bits.CR4_PGE);
        cpu.writeCr3(0x80_0000L);
    }

    @Test
    void a_walk_that_arrives_shows_every_entry_and_the_combined_rights() {
        String text = WalkPicture.of(cpu, VA).text();

        assertEquals("""
                walk of 0x00007f1234567008, 4-level, CR3 = 0x800000
                  entry      at              value             frame           P W U XD A D G PS
                  PML4E[254] 0x8007f0        0000000000802007  0x802000        P W U -  - - - -
                  PDPTE[ 72] 0x802240        0000000000803007  0x803000        P W U -  - - - -
                  PDE  [418] 0x803d10        0000000000804007  0x804000        P W U -  - - - -
                  PTE  [359] 0x804b38        9800000001800005  0x1800000       P - U XD - - - -
                arrives at 0x1800008: user, read-only, not executable, key 3
                """, text);
    }

    @Test
    void a_walk_that_stops_says_where() {
        String text = WalkPicture.of(cpu, VA + (1L << 21)).text();

        assertTrue(text.endsWith("""
                  PDE  [419] 0x803d18        0000000000000000  0x0             - - - -  - - - -
                stops: this PDE is not present
                """), text);
    }

    @Test
    void a_walk_into_a_large_page_ends_there() {
        String text = WalkPicture.of(cpu, KERNEL).text();

        assertTrue(text.endsWith("arrives at 0x2201000: supervisor, writable, executable, key 0\n"), text);
        assertEquals(6, text.lines().count());
    }

    @Test
    void a_table_beyond_maxphyaddr_is_not_followed() {
        memory.poke(0x80_3000L + 8 * 418, 1L << 45 | 7);

        String text = WalkPicture.of(cpu, VA).text();

        assertTrue(text.endsWith("stops: the frame of this PDE is beyond MAXPHYADDR\n"), text);
    }

    @Test
    void a_walk_of_five_levels_and_the_largest_values_still_fits() {
        PhysicalMemory wide = new PhysicalMemory(52, null);
        Cpu five = new Cpu(0, wide, PagingMode.FIVE_LEVEL);
        five.writeCr3(0xf_ffff_ffff_f000L);
        long table = 0xf_ffff_ffff_f000L;
        for (int i = 0; i < 5; i++) {
            wide.poke(table + 8 * 511, -1L & ~(i < 4 ? Entry.PAGE_SIZE : 0));
        }

        String text = WalkPicture.of(five, -8).text();

        assertTrue(text.contains("PML5E[511] 0xffffffffffff8"), text);
        assertTrue(text.lines().allMatch(line -> line.length() <= COLUMNS), text);
    }

    @Test
    void looking_changes_and_counts_nothing() {
        WalkPicture.of(cpu, VA).text();
        WalkPicture.of(cpu, VA).svg();
        TlbPicture.of(cpu).text();

        assertEquals(0, memory.pmu().get(Event.ENTRY_READ));
        assertEquals(0, memory.pmu().get(Event.PAGE_WALK));
        assertEquals(0x80_2007L, memory.peek(0x80_0000L + 8 * 254));
    }

    @Test
    void a_tlb_shows_pages_and_walk_caches() {
        cpu.translate(VA, Access.READ);
        cpu.translate(KERNEL, Access.WRITE);

        String text = TlbPicture.of(cpu).text();

        assertEquals("""
                CPU 0, PCID 0, CR3 = 0x800000
                  page               size  frame            PCID  W U XD D key
                  0x00007f1234567000 4K    0x1800000           0  - U XD -   3
                  0xffff888000200000 2M    0x2200000      global  W - -  D   0
                  covers             entry next table       PCID  W U XD
                  0x00007f1234400000 PDE   0x804000            0  W U -
                  0xffff888000000000 PDPTE 0x806000            0  W - -
                  0x00007f1200000000 PDPTE 0x803000            0  W U -
                  0xffff888000000000 PML4E 0x805000            0  W - -
                  0x00007f0000000000 PML4E 0x802000            0  W U -
                """, text.replaceAll(" +\\n", "\n"));
        assertTrue(text.lines().allMatch(line -> line.length() <= COLUMNS));
    }

    @Test
    void drawings_are_well_formed_and_tell_what_the_text_tells() {
        cpu.translate(VA, Access.READ);
        cpu.translate(KERNEL, Access.READ);

        String walk = textOf(WalkPicture.of(cpu, VA).svg());
        String stopped = textOf(WalkPicture.of(cpu, 0).svg());
        String tlb = textOf(TlbPicture.of(cpu).svg());

        assertTrue(walk.contains("PML4 at 0x800000") && walk.contains("[359] 9800000001800025"), walk);
        assertTrue(walk.contains("page 0x1800000") && walk.contains("arrives at 0x1800008"), walk);
        assertTrue(stopped.contains("stops: this PML4E is not present") && !stopped.contains("page 0x"), stopped);
        assertTrue(tlb.contains("0x00007f1234567000 4K") && tlb.contains("global"), tlb);
    }

    /** The text of a document whose tags are closed in the order in which they must be. */
    private static String textOf(String svg) {
        Deque<String> open = new ArrayDeque<>();
        Matcher tags = Pattern.compile("<(/?)(\\w+)((?: [\\w:-]+='[^'<>&]*')*)(/?)>").matcher(svg);
        while (tags.find()) {
            if (!tags.group(1).isEmpty()) {
                assertEquals(open.pop(), tags.group(2), svg);
            } else if (tags.group(4).isEmpty()) {
                open.push(tags.group(2));
            }
        }
        String text = tags.replaceAll("");
        assertTrue(open.isEmpty() && text.indexOf('<') < 0 && text.indexOf('&') < 0, text);
        return text;
    }
}
