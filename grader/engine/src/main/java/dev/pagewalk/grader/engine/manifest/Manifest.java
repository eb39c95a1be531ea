package dev.pagewalk.grader.engine.manifest;

import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Kata;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * All checks of all katas, read from the check classes. Within a kata they are in the order of its check classes,
 * then of task, kind and name, except that what a check requires comes before it.
 */
public final class Manifest {
    private static final int MAX_POINTS = 100;

    private final Map<Kata, List<PlannedCheck>> byKata = new LinkedHashMap<>();
    private final int size;

    /**
     * @throws IllegalArgumentException if a check cannot be what it says: the sentence tells what to mend
     */
    public Manifest(List<Kata> katas) {
        int ordinal = 0;
        for (Kata kata : katas) {
            List<PlannedCheck> planned = new ArrayList<>();
            for (Method method : new CheckOrder(kata).methods()) {
                planned.add(new PlannedCheck(ordinal++, kata, method, method.getAnnotation(Check.class)));
            }
            verifyPoints(kata, planned);
            byKata.put(kata, List.copyOf(planned));
        }
        size = ordinal;
    }

    private static void verifyPoints(Kata kata, List<PlannedCheck> planned) {
        int points = max(planned);
        if (points > MAX_POINTS || planned.stream().anyMatch(check -> check.declared().points() < 0)) {
            throw new IllegalArgumentException("the checks of " + kata.id() + " are worth " + points
                    + " points: they must be 0 or more each and at most " + MAX_POINTS + " together");
        }
    }

    /** The checks of this kata. */
    public List<PlannedCheck> checks(Kata kata) {
        return Objects.requireNonNull(byKata.get(kata), () -> kata.id() + " is no kata of this manifest");
    }

    /** The katas. */
    public List<Kata> katas() {
        return List.copyOf(byKata.keySet());
    }

    /** How many checks there are. */
    public int size() {
        return size;
    }

    /** Points of all checks together. */
    public int max() {
        return byKata.values().stream().mapToInt(Manifest::max).sum();
    }

    private static int max(List<PlannedCheck> checks) {
        return checks.stream().mapToInt(check -> check.declared().points()).sum();
    }

    /** The check of this name in the kata of another one. */
    public PlannedCheck required(PlannedCheck by, String name) {
        return checks(by.kata()).stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The check methods of a kata by name, in the order in which the classes are listed. */
    static Map<String, Method> methods(Kata kata) {
        Map<String, Method> methods = new LinkedHashMap<>();
        Function<Method, Check> annotation = method -> method.getAnnotation(Check.class);
        kata.checks().stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> annotation.apply(method) != null)
                        .sorted(CheckOrder.BY_TASK))
                .forEach(method -> putOnce(kata, methods, method));
        return methods;
    }

    private static void putOnce(Kata kata, Map<String, Method> methods, Method method) {
        if (methods.put(method.getName(), method) != null) {
            throw new IllegalArgumentException("two checks of " + kata.id() + " are called " + method.getName());
        }
    }
}
