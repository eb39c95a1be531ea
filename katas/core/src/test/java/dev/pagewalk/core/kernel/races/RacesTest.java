package dev.pagewalk.core.kernel.races;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.explore.Failure;
import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Outcome;
import dev.pagewalk.core.explore.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The plain machine keeps its promises when CPUs work at the same time, in every order. */
class RacesTest {
    static List<String> all() {
        return Races.all().stream().map(Scenario::name).toList();
    }

    static Stream<Arguments> primitives() {
        return SyncRaces.all().stream().flatMap(race -> Stream.of(MemoryModel.TSO, MemoryModel.WEAK).map(model -> Arguments.of(race.name(), model)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_order_of_accesses_keeps_the_promises(String race) {
        Outcome outcome = Races.run(race, MemoryModel.SC);

        assertKept(outcome);
    }

    @ParameterizedTest
    @MethodSource("primitives")
    void what_all_is_built_of_works_on_every_memory(String race, MemoryModel model) {
        Outcome outcome = Races.run(race, model);

        assertKept(outcome);
    }

    private static void assertKept(Outcome outcome) {
        assertTrue(outcome.failure().isEmpty(), () -> outcome.failure().map(Failure::text).orElse(""));
        assertTrue(outcome.searches().get(0).exhausted(), "not exhausted: " + outcome.searches());
    }
}
