package dev.pagewalk.core.debug;

import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static dev.pagewalk.core.scene.Scene.BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.debug.TableGraph.Sort;
import dev.pagewalk.core.debug.TableGraph.Thing;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.scene.Scene;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableGraphTest {
    private final Scene scene = Scene.empty();
    private final MmStruct parent = scene.mm();

    @Test
    void a_shared_table_is_named_by_two_slots_and_names_its_pages() {
        scene.anon(scene.vma(parent, BASE, 1, VM_READ, VM_WRITE), 0);
        scene.fork(parent, BASE);

        TableGraph graph = TableGraph.of(scene.machine());

        assertEquals(List.of("table 0x5"), thing(graph, "mm#1 pmd[0]").links());
        assertEquals(List.of("table 0x5"), thing(graph, "mm#2 pmd[0]").links());
        assertEquals(
                Map.of("is", "in use", "refcount", "2", "owner", "mm#1 pmd[0]", "pte[0]", "page 0x6 (P RW US A D NX)"),
                thing(graph, "table 0x5").facts());
        assertEquals(List.of("page 0x6"), thing(graph, "table 0x5").links());
        assertEquals(Map.of("mapcount", "1", "refcount", "1"), thing(graph, "page 0x6").facts());
    }

    @Test
    void what_a_cpu_has_cached_is_shown_as_far_as_it_is_of_user_addresses() {
        scene.anon(scene.vma(parent, BASE, 1, VM_READ, VM_WRITE), 0);
        scene.machine().core(1).switchTo(parent);
        scene.machine().core(1).load(BASE);

        Thing tlb = thing(TableGraph.of(scene.machine()), "TLB of CPU 1");

        assertEquals("page 0x6 W D", tlb.facts().get("0x40000000"));
        assertEquals("table 0x5 W", tlb.facts().get("walk cache 0x40000000"));
        assertTrue(tlb.facts().keySet().stream().noneMatch(address -> address.contains("0xffff")), tlb.toString());
    }

    @Test
    void a_table_that_was_freed_stays_in_the_film_as_free() {
        scene.anon(scene.vma(parent, BASE, 1, VM_READ, VM_WRITE), 0);
        Film film = new Film(scene.machine(), 2);
        film.take();

        scene.machine().syscalls().exit(parent);
        scene.machine().rcuBarrier();
        film.take();

        TableGraph last = film.moments().get(1);
        assertEquals("free", thing(last, "table 0x5").facts().get("is"));
        assertTrue(last.things().stream().noneMatch(thing -> thing.sort() == Sort.SPACE), last.toString());
    }

    @Test
    void a_film_keeps_the_latest_moments() {
        Film film = new Film(scene.machine(), 2);

        film.take();
        scene.mm();
        film.take();
        scene.mm();
        film.take();

        assertEquals(2, film.moments().size());
        assertEquals(2, film.moments().get(0).things().size());
        assertEquals(3, film.moments().get(1).things().size());
    }

    @Test
    void taking_a_picture_is_no_access() {
        scene.anon(scene.vma(parent, BASE, 1, VM_READ, VM_WRITE), 0);
        List<Long> before = counts();

        TableGraph.of(scene.machine());

        assertEquals(before, counts());
    }

    private List<Long> counts() {
        return Arrays.stream(Event.values()).map(scene.machine().platform().pmu()::get).toList();
    }

    private static Thing thing(TableGraph graph, String name) {
        return graph.things().stream().filter(thing -> thing.name().equals(name)).findFirst().orElseThrow(() -> new AssertionError(name + " in " + graph));
    }
}
