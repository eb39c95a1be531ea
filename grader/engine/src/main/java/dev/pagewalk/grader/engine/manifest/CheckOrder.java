package dev.pagewalk.grader.engine.manifest;

import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Kata;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the checks of a kata in an order that is the same on every JVM, with what is required first. */
final class CheckOrder {
    /** By task, where {@code 1.10} comes after {@code 1.9}, then kind, then name. */
    static final Comparator<Method> BY_TASK = Comparator.<Method, int[]>comparing(CheckOrder::task, Arrays::compare)
            .thenComparing(method -> method.getAnnotation(Check.class).kind())
            .thenComparing(Method::getName);

    private final Kata kata;
    private final Map<String, Method> all;
    private final Set<Method> ordered = new LinkedHashSet<>();

    CheckOrder(Kata kata) {
        this.kata = kata;
        this.all = Manifest.methods(kata);
    }

    List<Method> methods() {
        all.values().forEach(method -> place(method, List.of()));
        return List.copyOf(ordered);
    }

    private void place(Method method, List<Method> waiting) {
        if (waiting.contains(method)) {
            throw new IllegalArgumentException(kata.id() + "." + method.getName() + " requires itself");
        }
        List<Method> path = new ArrayList<>(waiting);
        path.add(method);
        for (String required : method.getAnnotation(Check.class).requires()) {
            place(find(method, required), path);
        }
        ordered.add(method);
    }

    private Method find(Method by, String name) {
        Method found = all.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    kata.id() + "." + by.getName() + " requires " + name + ", which is no check of this kata");
        }
        return found;
    }

    private static int[] task(Method method) {
        return Arrays.stream(method.getAnnotation(Check.class).task().split("\\."))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
