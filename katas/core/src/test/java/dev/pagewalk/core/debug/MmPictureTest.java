package dev.pagewalk.core.debug;

import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static dev.pagewalk.core.scene.Scene.BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.core.scene.Scene;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pictures say what is there, in 80 columns. */
@Tag("quick")
class MmPictureTest {
    private final Scene scene = Scene.empty();
    private final MmStruct mm = scene.mm();

    @Test
    void a_process_is_drawn_with_its_areas_tables_and_entries() {
        Vma vma = scene.vma(mm, BASE, 20, VM_READ, VM_WRITE);
        for (int i = 0; i < 14; i++) {
            scene.anon(vma, i);
        }

        String text = MmPicture.of(scene.machine(), mm).text();

        assertTrue(text.startsWith("mm#1  anon 14  file 0  shmem 0  pgtable_bytes 12288\n 0x40000000-0x40014000  VM_READ VM_WRITE\n pmd[0]  0x40000000  table 0x5  count 1  owner none  RW=1\n"), text);
        assertTrue(text.contains("   … 2 more entries"), text);
        assertTrue(text.lines().allMatch(line -> line.length() <= Picture.WIDTH), text);
    }

    @Test
    void shared_tables_are_drawn_with_owner_and_count() {
        Vma vma = scene.vma(mm, BASE, 1, VM_READ, VM_WRITE);
        scene.anon(vma, 0);
        scene.fork(mm, BASE);

        assertEquals("""
                table 0x5  count 2  owner mm#1 pmd[0]  SHARED_OWNED
                  mm#1 pmd[0]  RW=0  owner
                  mm#2 pmd[0]  RW=0
                1 shared of 1 PTE tables
                """, MmPicture.sharedTables(scene.machine()).text());
    }

    @Test
    void the_direct_map_is_drawn_as_runs_of_one_size() {
        String text = MmPicture.directMap(scene.machine()).text();

        assertEquals("0x0        -0x10000000     128 x 2 MiB\n3 tables, 65 in reserve\n", text);
    }

    @Test
    void the_same_can_be_had_as_svg() {
        String svg = MmPicture.directMap(scene.machine()).svg();

        assertTrue(svg.startsWith("<svg xmlns=") && svg.endsWith("</svg>\n") && svg.contains("2 MiB"), svg);
    }
}
