package dev.pagewalk.grader.engine.feedback;

import dev.pagewalk.grader.api.Evidence.Thing;
import dev.pagewalk.grader.engine.feedback.Graph.Box;
import dev.pagewalk.grader.engine.feedback.Graph.Wire;
import java.util.List;

/** A graph at one moment, with what is different from the moment before. */
public final class View {
    /** Longer values are not told with what they were before. */
    private static final int SHORT = 12;

    private final Graph graph;
    private final Scene before;
    private final Scene now;
    private final String label;

    /** @param label what it shows, for those who do not see it */
    View(Graph graph, Scene before, Scene now, String label) {
        this.graph = graph;
        this.before = before;
        this.now = now;
        this.label = label;
    }

    public Graph graph() {
        return graph;
    }

    public String label() {
        return label;
    }

    /** The class of a box: absent, gone, fresh or nothing in particular. */
    public String state(Box box) {
        if (now.has(box.name())) {
            return before.things().isEmpty() || before.has(box.name()) ? "there" : "fresh";
        }
        return before.has(box.name()) ? "gone" : "absent";
    }

    /** What is said of a box besides its name. */
    public String remark(Box box) {
        return switch (state(box)) {
            case "fresh" -> " appears";
            case "gone" -> " is gone";
            default -> "";
        };
    }

    /** Whether a line of a box is different from the moment before. */
    public boolean isChanged(Box box, String line) {
        return now.has(box.name())
                && before.has(box.name())
                && !now.fact(box.name(), line).equals(before.fact(box.name(), line));
    }

    /** What stands in a line of a box. */
    public String value(Box box, String line) {
        String value = now.has(box.name()) ? now.fact(box.name(), line) : "";
        String shown = isChanged(box, line) ? value(before.fact(box.name(), line), value) : value.isEmpty() ? "–" : value;
        return cut(shown, box.letters() - line.length() - 1);
    }

    /** Whether a wire is there. */
    public boolean has(Wire wire) {
        String to = graph.boxes().get(wire.to()).name();
        return now.thing(graph.boxes().get(wire.from()).name()).map(Thing::links).orElse(List.of()).contains(to) && now.has(to);
    }

    /** A value, and what it was before if there is room. */
    static String value(String before, String now) {
        String shown = now.isEmpty() ? "–" : now;
        return before.isEmpty() || before.equals(now) || before.length() > SHORT || shown.length() > SHORT ? shown : before + " → " + shown;
    }

    private static String cut(String text, int letters) {
        return text.length() <= Math.max(1, letters) ? text : text.substring(0, Math.max(1, letters) - 1) + "…";
    }
}
