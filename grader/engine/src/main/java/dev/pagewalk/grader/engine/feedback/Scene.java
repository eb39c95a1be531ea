package dev.pagewalk.grader.engine.feedback;

import dev.pagewalk.grader.api.Evidence.Fact;
import dev.pagewalk.grader.api.Evidence.Moment;
import dev.pagewalk.grader.api.Evidence.Thing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How things are at one moment.
 *
 * @param things by their names
 */
record Scene(Map<String, Thing> things) {
    /** The label that says what a thing is: what is something else now has lost the facts of what it was, which needs no words. */
    private static final String STATE = "is";

    /** All moments, each put together from what changed. */
    static List<Scene> all(List<Moment> moments) {
        List<Scene> scenes = new ArrayList<>();
        Map<String, Thing> now = new LinkedHashMap<>();
        for (Moment moment : moments) {
            moment.set().forEach(thing -> now.put(thing.name(), thing));
            moment.gone().forEach(now::remove);
            scenes.add(new Scene(new LinkedHashMap<>(now)));
        }
        return scenes;
    }

    /** Nothing is there yet. */
    static Scene empty() {
        return new Scene(Map.of());
    }

    boolean has(String name) {
        return things.containsKey(name);
    }

    Optional<Thing> thing(String name) {
        return Optional.ofNullable(things.get(name));
    }

    /** What is true of a thing under a label; empty if nothing is. */
    String fact(String name, String label) {
        return thing(name).map(Thing::facts).orElse(List.of()).stream()
                .filter(fact -> fact.label().equals(label))
                .map(Fact::value)
                .findFirst()
                .orElse("");
    }

    /** What is different from a moment before, in words: {@code table 0x5 refcount 2 → 1}. */
    List<String> changesSince(Scene before) {
        List<String> changes = new ArrayList<>();
        things.values().forEach(thing -> before.thing(thing.name())
                .ifPresentOrElse(was -> changes.addAll(changes(was, thing)), () -> changes.add(thing.name() + " appears")));
        before.things.keySet().stream().filter(name -> !has(name)).forEach(name -> changes.add(name + " is gone"));
        return changes;
    }

    private static List<String> changes(Thing was, Thing is) {
        Map<String, String> old = facts(was);
        Map<String, String> now = facts(is);
        List<String> changes = new ArrayList<>();
        now.forEach((label, value) -> {
            if (!value.equals(old.get(label))) {
                changes.add(is.name() + " " + label + " " + Objects.requireNonNullElse(old.get(label), "–") + " → " + value);
            }
        });
        boolean isAnother = !Objects.equals(old.get(STATE), now.get(STATE));
        old.keySet().stream()
                .filter(label -> !now.containsKey(label) && !isAnother)
                .forEach(label -> changes.add(is.name() + " " + label + " is gone"));
        return changes;
    }

    private static Map<String, String> facts(Thing thing) {
        Map<String, String> facts = new LinkedHashMap<>();
        thing.facts().forEach(fact -> facts.put(fact.label(), fact.value()));
        return facts;
    }
}
