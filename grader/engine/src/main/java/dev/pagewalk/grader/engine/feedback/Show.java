package dev.pagewalk.grader.engine.feedback;

import dev.pagewalk.grader.api.Evidence;
import dev.pagewalk.grader.api.Evidence.Fact;
import dev.pagewalk.grader.api.Evidence.Moment;
import dev.pagewalk.grader.api.Evidence.Thing;
import dev.pagewalk.grader.engine.feedback.Graph.Box;
import dev.pagewalk.grader.engine.feedback.Graph.Wire;
import dev.pagewalk.grader.engine.report.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A story that can be played: what happened, a row a step, and how things were at each. */
public final class Show {
    private final String id;
    private final Evidence evidence;
    private final List<Scene> scenes;
    private final Graph graph;

    /** @param id unique on its page, made of letters, digits and underscores */
    Show(String id, Evidence evidence) {
        this.id = id;
        this.evidence = evidence;
        this.scenes = Scene.all(evidence.moments());
        this.graph = new Graph(scenes);
    }

    /**
     * One step.
     *
     * @param number from 0, as texts have it; the one before the first is the start, one that is no step the end
     * @param skipped how many steps before it are left out
     * @param lane whose CPU it was, -1 = nobody's
     * @param told what happened
     * @param source its line, for example {@code RefcountKata.java:12}, or empty
     * @param takesOver whether another CPU had the step before
     * @param changes what is different then, in words
     * @param quiet whether whoever is in a hurry may pass over it: nothing changes, and none of the submission's lines is to see
     */
    public record Row(String number, int skipped, int lane, String told, String source, boolean takesOver, List<String> changes, boolean quiet) {
        /** Where its line stands on the page. */
        public String anchor() {
            return Listing.anchor(source);
        }
    }

    public String id() {
        return id;
    }

    /** The CPUs; none if a single one tells its story. */
    public List<String> lanes() {
        return evidence.lanes();
    }

    public Graph graph() {
        return graph;
    }

    /** How many steps there are after the first moment. */
    public int last() {
        return scenes.size() - 1;
    }

    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int at = 0; at < scenes.size(); at++) {
            Moment moment = evidence.moments().get(at);
            List<String> changes = at == 0 ? List.of() : scenes.get(at).changesSince(scenes.get(at - 1));
            boolean takesOver = at > 1 && evidence.moments().get(at - 1).lane() != moment.lane();
            boolean quiet = at > 0 && at < last() && skipped(at) == 0 && changes.isEmpty() && moment.source().isEmpty() && !takesOver;
            boolean isEcho = at > 0 && at == last() && lanes().isEmpty() && changes.isEmpty();
            if (isEcho) {
                continue;
            }
            rows.add(new Row(number(at), skipped(at), moment.lane(), told(moment), moment.source(), takesOver, changes, quiet));
        }
        return rows;
    }

    /** The steps of a race have the numbers that its text gives them. */
    private String number(int at) {
        int step = step(at);
        return lanes().isEmpty() ? String.valueOf(at + 1) : at == 0 ? "start" : step == Moment.NO_STEP ? "end" : String.valueOf(step);
    }

    private int step(int at) {
        return evidence.moments().get(at).step();
    }

    private int skipped(int at) {
        return at == 0 || step(at) == Moment.NO_STEP ? 0 : step(at) - step(at - 1) - 1;
    }

    private static String told(Moment moment) {
        return String.join(" ", List.of(moment.does(), moment.place(), moment.value())).strip().replaceAll(" {2,}", " ");
    }

    /** How many steps can be passed over. */
    public long quiet() {
        return rows().stream().filter(Row::quiet).count();
    }

    /** Where it ended. */
    public View end() {
        return view(last(), last() - 1, "The machine after the last step");
    }

    /** The latest moment at which things were not yet as at the end. */
    public View before() {
        int at = different();
        return view(at, at, "The tables before");
    }

    /** The end, and what is different from {@link #before}. */
    public View after() {
        return view(last(), different(), "The tables after");
    }

    private int different() {
        int at = last();
        while (at > 0 && scenes.get(at).equals(scenes.get(last()))) {
            at--;
        }
        return at;
    }

    /** Whether anything changed at all. */
    public boolean isMoving() {
        return scenes.stream().distinct().count() > 1;
    }

    private View view(int now, int before, String label) {
        return new View(graph, before < 0 ? Scene.empty() : scenes.get(before), scenes.get(now), label);
    }

    /**
     * For the script, a moment each: the boxes that are set, each with its lines and wires, and those that are gone. Values are
     * as they are, and less than a sign of markup.
     */
    public String json() {
        List<Object> moments = new ArrayList<>();
        for (Moment moment : evidence.moments()) {
            List<List<Object>> set = moment.set().stream()
                    .flatMap(thing -> graph.box(thing.name()).map(box -> packed(thing, box)).stream())
                    .toList();
            List<Integer> gone = moment.gone().stream().flatMap(name -> graph.box(name).stream()).map(Box::index).toList();
            moments.add(List.of(set, gone));
        }
        return Json.line(moments).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }

    private List<Object> packed(Thing thing, Box box) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (Fact fact : thing.facts()) {
            facts.putIfAbsent(fact.label(), fact.value());
        }
        List<String> values = box.labels().stream().map(label -> facts.getOrDefault(label, "")).toList();
        List<Integer> wires = graph.wires().stream()
                .filter(wire -> wire.from() == box.index() && thing.links().contains(graph.boxes().get(wire.to()).name()))
                .map(Wire::index)
                .toList();
        return List.of(box.index(), values, wires);
    }
}
