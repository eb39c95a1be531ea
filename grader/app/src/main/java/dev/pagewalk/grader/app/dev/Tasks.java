package dev.pagewalk.grader.app.dev;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.manifest.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The same task number in contract, stub, visible test, hint, handout and check. */
final class Tasks {
    private final House house;
    private final Manifest manifest;

    Tasks(House house, Manifest manifest) {
        this.house = house;
        this.manifest = manifest;
    }

    List<Complaint> complaints(Kata kata) {
        Map<String, Set<String>> places = places(kata);
        Set<String> all = new TreeSet<>(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
        places.values().forEach(all::addAll);
        List<Complaint> complaints = new ArrayList<>();
        places.forEach((place, found) -> {
            String missing = all.stream().filter(task -> !found.contains(task)).collect(Collectors.joining(" "));
            if (!missing.isEmpty()) {
                complaints.add(new Complaint(place, "these tasks do not occur in it: " + missing, repair(kata)));
            }
        });
        return complaints;
    }

    /** Shows what the tasks are. */
    private String repair(Kata kata) {
        return "grep -n -A 3 'Task " + House.number(kata) + "\\.' " + house.name(house.contract(kata));
    }

    /** Where task numbers stand, and which. */
    private Map<String, Set<String>> places(Kata kata) {
        String task = "(" + House.number(kata) + "\\.\\d+)";
        Map<String, Set<String>> places = new LinkedHashMap<>();
        put(places, house.contract(kata), "Task " + task + "\\b");
        put(places, house.stub(kata), "\\b" + task + "\\b");
        Path tests = house.visibleTests(kata);
        String sources = House.below(tests, "Test.java").stream().map(House::text).collect(Collectors.joining("\n"));
        places.put(house.name(tests), find(sources, "\"" + task + "\\b"));
        put(places, house.hints(kata), "(?m)^== " + task + "\\b");
        put(places, house.handout(kata), "(?m)^ *\\| *" + task + "\\b");
        places.put("grader/checks/src/main/java/" + packageOf(kata), checked(kata));
        return places;
    }

    private static String packageOf(Kata kata) {
        return kata.checks().get(0).getPackageName().replace('.', '/');
    }

    private void put(Map<String, Set<String>> places, Path file, String pattern) {
        places.put(house.name(file), find(House.text(file), pattern));
    }

    private static Set<String> find(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private Set<String> checked(Kata kata) {
        return manifest.checks(kata).stream().map(check -> check.declared().task()).collect(Collectors.toSet());
    }
}
