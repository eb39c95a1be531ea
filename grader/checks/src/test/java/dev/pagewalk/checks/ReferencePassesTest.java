package dev.pagewalk.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.debug.Rule;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.api.Submission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The references pass their own checks, and the rubric adds up. */
class ReferencePassesTest {

    @TestFactory
    Stream<DynamicTest> every_reference_passes_every_check() {
        return Katas.all().stream().flatMap(kata -> checks(kata).stream()
                .map(check -> DynamicTest.dynamicTest(kata.id() + "." + check.getName(), () -> run(check, new Reference(kata)))));
    }

    @Test
    void the_points_of_a_kata_are_100() {
        for (Kata kata : Katas.all()) {
            int points = checks(kata).stream().mapToInt(c -> c.getAnnotation(Check.class).points()).sum();
            assertEquals(100, points, kata.id());
        }
    }

    @Test
    void what_a_check_requires_exists() {
        for (Kata kata : Katas.all()) {
            List<String> names = checks(kata).stream().map(Method::getName).toList();
            checks(kata).forEach(c -> assertTrue(names.containsAll(List.of(c.getAnnotation(Check.class).requires())), c.getName()));
        }
    }

    @Test
    void what_a_check_guards_is_a_rule_of_the_machine() {
        for (Kata kata : Katas.all()) {
            checks(kata).stream().flatMap(c -> Stream.of(c.getAnnotation(Check.class).guards())).forEach(Rule::valueOf);
        }
    }

    private static List<Method> checks(Kata kata) {
        return kata.checks().stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(m -> m.isAnnotationPresent(Check.class))
                .toList();
    }

    private static void run(Method check, Submission submission) throws Throwable {
        Constructor<?> constructor = check.getDeclaringClass().getDeclaredConstructor();
        constructor.setAccessible(true);
        check.setAccessible(true);
        try {
            check.invoke(constructor.newInstance(), submission);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The reference, handed in as a submission. */
    private record Reference(Kata kata) implements Submission {

        @Override
        public <T> T create(Class<T> contract) {
            return reference(contract);
        }

        @Override
        public <T> T reference(Class<T> contract) {
            try {
                Kata owner = Katas.all().stream().filter(k -> k.contract() == contract).findFirst().orElseThrow();
                return contract.cast(Class.forName(owner.referenceClassName()).getConstructor().newInstance());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean holds(Class<?> contract) {
            return true;
        }

        @Override
        public String source(Class<?> contract) {
            Path solutions = Path.of("../../solutions/src/main/java");
            try {
                return Files.readString(solutions.resolve(kata.referenceClassName().replace('.', '/') + ".java"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public long seed() {
            return 42;
        }
    }
}
