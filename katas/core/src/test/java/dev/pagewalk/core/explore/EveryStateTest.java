package dev.pagewalk.core.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scenario in every state shows its step check whatever exhaustive search shows it. */
class EveryStateTest {
    private static Set<String> states(Engine engine, MemoryModel memory, Scenario<SmallModel.World> scenario) {
        Set<String> states = new TreeSet<>();
        Explorer.of(engine, 1_000_000).under(memory).goingOn().explore(scenario.afterEachStep(
                world -> states.add(world.x().load() + " " + world.y().load() + " " + world.m().load())));
        return states;
    }

    @ParameterizedTest
    @ValueSource(strings = {"SU sU", "Ss us", "SLs usU", "(S)s (u)S", "UC cu", "As S", "SlU sLu", "S s (U) (u)"})
    void dpor_sees_the_states_that_exhaustive_search_sees(String programs) {
        Scenario<SmallModel.World> scenario = new SmallModel(programs.split(" ")).scenario();

        for (MemoryModel memory : MemoryModel.values()) {
            assertEquals(
                    states(Engine.EXHAUSTIVE, memory, scenario),
                    states(Engine.DPOR, memory, scenario.inEveryState()),
                    memory + " " + scenario.name());
        }
    }
}
