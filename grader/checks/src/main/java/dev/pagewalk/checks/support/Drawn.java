package dev.pagewalk.checks.support;

import dev.pagewalk.core.debug.TableGraph;
import dev.pagewalk.grader.api.Evidence;
import dev.pagewalk.grader.api.Evidence.Fact;
import dev.pagewalk.grader.api.Evidence.Moment;
import dev.pagewalk.grader.api.Evidence.Thing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes down pictures of a machine one after the other, each as what is different from the one before. */
final class Drawn {
    private final List<Moment> moments = new ArrayList<>();
    private Map<String, Thing> before = new LinkedHashMap<>();

    /** A story of one CPU: how things were after each line, and how they are now that something is wrong. */
    static Evidence story(List<String> lines, List<TableGraph> moments) {
        Drawn drawn = new Drawn();
        for (int at = 0; at < moments.size(); at++) {
            drawn.add(Moment.NO_STEP, -1, at < lines.size() ? lines.get(at) : "here it shows", "", "", "", moments.get(at));
        }
        return drawn.evidence(List.of());
    }

    /** The next moment: what happened, and how things are then. */
    void add(int step, int lane, String does, String place, String value, String source, TableGraph now) {
        Map<String, Thing> things = things(now);
        List<Thing> set = things.values().stream().filter(thing -> !thing.equals(before.get(thing.name()))).toList();
        List<String> gone = before.keySet().stream().filter(name -> !things.containsKey(name)).toList();
        moments.add(new Moment(step, lane, does, place, value, source, set, gone));
        before = things;
    }

    /** The same, if anything is different then. */
    void addIfDifferent(String does, TableGraph now) {
        if (!things(now).equals(before)) {
            add(Moment.NO_STEP, -1, does, "", "", "", now);
        }
    }

    /** All of them, in the lanes of CPUs with these names. */
    Evidence evidence(List<String> lanes) {
        return new Evidence(lanes, moments, List.of());
    }

    private static Map<String, Thing> things(TableGraph graph) {
        Map<String, Thing> things = new LinkedHashMap<>();
        graph.things().forEach(thing -> things.put(thing.name(), thing(thing)));
        return things;
    }

    private static Thing thing(TableGraph.Thing seen) {
        List<Fact> facts = seen.facts().entrySet().stream().map(fact -> new Fact(fact.getKey(), fact.getValue())).toList();
        return new Thing(seen.sort().name(), seen.name(), facts, seen.links());
    }
}
