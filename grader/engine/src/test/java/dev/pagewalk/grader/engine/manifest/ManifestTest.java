package dev.pagewalk.grader.engine.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.api.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {

    @Test
    void checks_come_by_task_kind_and_name_with_what_they_require_before_them() {
        Kata kata = kata(Ordered.class);

        List<String> names =
                new Manifest(List.of(kata)).checks(kata).stream().map(PlannedCheck::id).toList();

        assertEquals(List.of("t1.late", "t1.needs_late", "t1.b", "t1.a", "t1.ten"), names);
    }

    @Test
    void points_are_summed() {
        assertEquals(15, new Manifest(List.of(kata(Ordered.class))).max());
    }

    @Test
    void a_requirement_that_does_not_exist_is_refused() {
        assertRefused("t1.a requires nobody, which is no check of this kata", Dangling.class);
    }

    @Test
    void checks_that_require_each_other_are_refused() {
        assertRefused("t1.a requires itself", Circle.class);
    }

    @Test
    void two_checks_of_one_name_are_refused() {
        assertRefused("two checks of t1 are called late", Ordered.class, Twin.class);
    }

    @Test
    void more_than_100_points_are_refused() {
        assertRefused(
                "the checks of t1 are worth 101 points: they must be 0 or more each and at most 100 together", Rich.class);
    }

    private static void assertRefused(String sentence, Class<?>... checks) {
        var said = assertThrows(IllegalArgumentException.class, () -> new Manifest(List.of(kata(checks))));

        assertEquals(sentence, said.getMessage());
    }

    private static Kata kata(Class<?>... checks) {
        return new Kata("t1", "Toy", "toy.katas.AdderKata", Runnable.class, "toy.references.AdderKata", List.of(checks));
    }

    static class Ordered {
        @Check(task = "1.10", points = 1, kind = Kind.FUNCTIONAL, rule = "")
        void ten() {}

        @Check(task = "1.9", points = 2, kind = Kind.RACE, rule = "")
        void a() {}

        @Check(task = "1.9", points = 3, kind = Kind.FUNCTIONAL, rule = "")
        void b() {}

        @Check(task = "1.1", points = 4, kind = Kind.FUNCTIONAL, rule = "", requires = "late")
        void needs_late() {}

        @Check(task = "2.1", points = 5, kind = Kind.FUNCTIONAL, rule = "")
        void late() {}
    }

    static class Twin {
        @Check(task = "1.1", points = 1, kind = Kind.FUNCTIONAL, rule = "")
        void late() {}
    }

    static class Dangling {
        @Check(task = "1.1", points = 1, kind = Kind.FUNCTIONAL, rule = "", requires = "nobody")
        void a() {}
    }

    static class Circle {
        @Check(task = "1.1", points = 1, kind = Kind.FUNCTIONAL, rule = "", requires = "b")
        void a() {}

        @Check(task = "1.1", points = 1, kind = Kind.FUNCTIONAL, rule = "", requires = "a")
        void b() {}
    }

    static class Rich {
        @Check(task = "1.1", points = 101, kind = Kind.FUNCTIONAL, rule = "")
        void a() {}
    }
}
