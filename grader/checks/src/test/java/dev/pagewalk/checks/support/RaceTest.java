package dev.pagewalk.checks.support;

import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static dev.pagewalk.core.scene.Scene.BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.core.scene.Scene;
import dev.pagewalk.core.scene.Staged;
import dev.pagewalk.grader.api.CheckFailure;
import dev.pagewalk.grader.api.Evidence.Moment;
import dev.pagewalk.grader.api.Evidence.Thing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RaceTest {
    private static final int LONG = 400;

    /** One address space with one page. */
    private record World(Scene scene, MmStruct mm, PmdPtr slot) implements Staged {
        static World on(Hook hook) {
            Scene scene = Scene.with(hook);
            MmStruct mm = scene.mm();
            scene.anon(scene.vma(mm, BASE, 1, VM_READ, VM_WRITE), 0);
            return new World(scene, mm, scene.slot(mm, BASE));
        }

        @Override
        public Machine machine() {
            return scene.machine();
        }
    }

    private static Scenario<World> scenario(String name) {
        return Scenario.<World>named(name).setUp(World::on);
    }

    private static CheckFailure failure(Scenario<?> scenario) {
        return assertThrows(CheckFailure.class, () -> Race.expectNone(scenario));
    }

    /** The last picture, put together from what changed. */
    private static Map<String, Thing> lastPicture(List<Moment> moments) {
        Map<String, Thing> things = new LinkedHashMap<>();
        for (Moment moment : moments) {
            moment.set().forEach(thing -> things.put(thing.name(), thing));
            moment.gone().forEach(things::remove);
        }
        return things;
    }

    @Test
    void the_last_picture_is_of_what_was_found_at_the_end_not_of_the_last_step_before() {
        CheckFailure failure = failure(scenario("reads").cpu("CPU 0: reads", world -> world.slot.get()).atEnd(world -> {
            Pgtable.pmd_clear(world.slot);
            throw new RuleBroken("I2 tables: every table is reachable", "a slot", "none");
        }));

        List<Moment> moments = failure.evidence().moments();

        assertTrue(lastPicture(moments.subList(0, 2)).containsKey("mm#1 pmd[0]"), moments.toString());
        assertTrue(!lastPicture(moments).containsKey("mm#1 pmd[0]"), moments.toString());
        assertEquals(Moment.NO_STEP, moments.get(moments.size() - 1).step());
    }

    @Test
    void a_counter_that_became_negative_is_shown_so_and_not_as_it_was_mended_afterwards() {
        CheckFailure failure = failure(scenario("two take the charge back")
                .cpu("CPU 0: takes it back", world -> Mm.mm_dec_nr_ptes(world.mm))
                .cpu("CPU 1: takes it back", world -> Mm.mm_dec_nr_ptes(world.mm)));

        List<Moment> moments = failure.evidence().moments();

        assertEquals("0 → -1", moments.get(moments.size() - 1).value());
        assertTrue(lastPicture(moments).get("mm#1").facts().toString().contains("4096"), moments.toString());
    }

    @Test
    void of_a_long_story_the_page_shows_the_steps_that_led_to_the_failure_by_the_numbers_of_the_text() {
        CheckFailure failure = failure(scenario("a long way").cpu("CPU 0: clears it early", world -> {
            Pgtable.pmd_clear(world.slot);
            for (int i = 0; i < LONG; i++) {
                world.scene.slot(world.mm, BASE + (1L << 30)).get();
            }
        }).atEnd(world -> {
            throw new RuleBroken("I2 tables: every table is reachable", "a slot that names it", "page 0x5 is in use, and reachable by nobody");
        }));

        List<Moment> moments = failure.evidence().moments();
        Moment cleared = moments.stream().filter(moment -> moment.place().equals("mm#1 pmd[0]") && moment.value().endsWith("→ 0")).findFirst().orElseThrow();

        assertTrue(moments.size() < LONG, moments.size() + " moments");
        assertTrue(failure.history().lines().anyMatch(line -> line.strip().startsWith(cleared.step() + " ") && line.contains("mm#1 pmd[0]")), failure.history());
    }

    @Test
    void a_race_that_no_desk_knows_comes_without_a_command_to_replay_it() {
        CheckFailure failure = failure(scenario("known here alone").cpu("CPU 0: fails", world -> {
            world.slot.get();
            throw new IllegalStateException("it fails");
        }));

        assertEquals("", failure.replay());
        assertTrue(failure.history().contains("schedule  0"), failure.history());
    }
}
