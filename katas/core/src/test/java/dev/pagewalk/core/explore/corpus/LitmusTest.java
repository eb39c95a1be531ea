package dev.pagewalk.core.explore.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.core.explore.MemoryModel;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LitmusTest {
    static Stream<Litmus> tests() {
        return LitmusTests.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void is_observed_exactly_where_the_published_models_allow_it(Litmus litmus) {
        Set<MemoryModel> observed = Arrays.stream(MemoryModel.values())
                .filter(litmus::isObserved)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(new TreeSet<>(litmus.allowedBy()), observed);
    }
}
