package dev.pagewalk.grader.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.grader.api.Evidence;
import dev.pagewalk.grader.api.Evidence.Cost;
import dev.pagewalk.grader.api.Evidence.Fact;
import dev.pagewalk.grader.api.Evidence.Moment;
import dev.pagewalk.grader.api.Evidence.Thing;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiftedTest {

    @Test
    void what_a_check_makes_goes_through_as_it_is() {
        Thing table = new Thing("TABLE", "table 0x5", List.of(new Fact("refcount", "2")), List.of("page 0x6"));
        Evidence evidence = new Evidence(List.of("CPU 0: put"), List.of(moment(0, List.of(table))), List.of(new Cost("LOCK", 3, 1, 1)));

        assertEquals(evidence, Sifted.of(evidence));
    }

    @Test
    void control_characters_become_visible_and_long_texts_are_cut() {
        Moment moment = new Moment(-1, -1, "\u001b[31m" + "x".repeat(1_000_000), "\u202e", "", "", List.of(), List.of());

        Moment sifted = Sifted.of(new Evidence(List.of(), List.of(moment), List.of())).moments().get(0);

        assertEquals("\\u001b[31m", sifted.does().substring(0, 10));
        assertEquals(true, sifted.does().length() < 300);
        assertEquals("\\u202e", sifted.place());
    }

    @Test
    void what_no_check_makes_is_not_taken_at_all() {
        Thing table = new Thing("TABLE", "t", List.of(), List.of());
        Thing crowded = new Thing("TABLE", "t", Collections.nCopies(1000, new Fact("a", "b")), List.of());

        assertEquals(Evidence.NONE, Sifted.of(new Evidence(Collections.nCopies(11, "CPU"), List.of(moment(0, List.of())), List.of())));
        assertEquals(Evidence.NONE, Sifted.of(new Evidence(List.of(), Collections.nCopies(100_000, moment(-1, List.of())), List.of())));
        assertEquals(Evidence.NONE, Sifted.of(new Evidence(List.of(), List.of(moment(-1, Collections.nCopies(500, table))), List.of())));
        assertEquals(Evidence.NONE, Sifted.of(new Evidence(List.of(), List.of(moment(-1, List.of(crowded))), List.of())));
        assertEquals(Evidence.NONE, Sifted.of(new Evidence(List.of("CPU 0"), List.of(moment(1, List.of())), List.of())));
        assertEquals(Evidence.NONE, Sifted.of(new Evidence(List.of(), List.of(moment(-2, List.of())), List.of())));
    }

    private static Moment moment(int lane, List<Thing> things) {
        return new Moment(lane, lane, "load", "table 0x5", "= 2", "K.java:3", things, List.of());
    }
}
