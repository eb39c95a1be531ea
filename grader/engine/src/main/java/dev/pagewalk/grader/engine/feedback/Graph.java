package dev.pagewalk.grader.engine.feedback;

import dev.pagewalk.grader.api.Evidence.Fact;
import dev.pagewalk.grader.api.Evidence.Thing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where everything stands that occurs at any moment of a story. A box keeps its place whatever happens, so that the eye finds
 * what changed.
 *
 * <pre>
 *   address spaces, slots   →   tables   →   pages   ←   what CPUs have cached
 * </pre>
 */
public final class Graph {
    static final int LINE = 17;

    private static final int LETTER = 8;
    private static final int PADDING = 8;
    private static final int GAP_X = 64;
    private static final int GAP_Y = 14;
    private static final int TOP = 28;
    private static final int MARGIN = 6;
    private static final int MOST_LETTERS = 46;
    private static final int FEWEST_LETTERS = 14;
    private static final int MOST_BOXES = 64;
    private static final int MOST_LINES = 12;
    private static final List<Set<String>> COLUMNS = List.of(Set.of("SPACE", "SLOT", "CACHE"), Set.of("TABLE"), Set.of("PAGE"), Set.of("TLB"));
    private static final List<String> HEADINGS = List.of("Address spaces, slots", "PTE tables", "Pages", "Cached by CPUs");
    private static final Pattern NUMBER = Pattern.compile("(?<=0x)[0-9a-f]+|(?<!0x[0-9a-f]{0,15})[0-9]+");
    private static final int MOST_DIGITS = 16;
    private static final Comparator<String> BY_NUMBERS = Comparator.comparing(Graph::padded);

    private final List<Scene> scenes;
    private final Map<String, Union> unions = new LinkedHashMap<>();
    private final List<Box> boxes = new ArrayList<>();
    private final List<Wire> wires = new ArrayList<>();
    private final List<Heading> headings = new ArrayList<>();
    private int width;
    private int height;

    /** What a thing is like at any moment. */
    private record Union(String name, int column, List<String> labels, Set<String> links) {}

    /** The title of a column. */
    public record Heading(int x, String text) {}

    /**
     * A thing's place.
     *
     * @param index its number, as wires and scripts know it
     * @param sort of thing
     * @param labels of its lines, each {@link #LINE} high
     * @param letters that fit into a line
     */
    public record Box(int index, String sort, String name, int x, int y, int width, int height, List<String> labels, int letters) {

        /** The base line of the text in a row: 0 is the name. */
        public int row(int number) {
            return y + PADDING / 2 + LINE * number + 12;
        }
    }

    /**
     * A line from one box to another.
     *
     * @param index its number, as scripts know it
     * @param path in SVG's words
     */
    public record Wire(int index, int from, int to, String path, boolean cached) {}

    Graph(List<Scene> scenes) {
        this.scenes = scenes;
        scenes.forEach(scene -> scene.things().values().forEach(this::unite));
        place();
        connect();
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public List<Box> boxes() {
        return boxes;
    }

    public List<Wire> wires() {
        return wires;
    }

    public List<Heading> headings() {
        return headings;
    }

    private void unite(Thing thing) {
        if (unions.size() == MOST_BOXES && !unions.containsKey(thing.name())) {
            return;
        }
        Union union = unions.computeIfAbsent(
                thing.name(), name -> new Union(name, column(thing.sort()), new ArrayList<>(), new LinkedHashSet<>()));
        int at = 0;
        for (Fact fact : thing.facts()) {
            int known = union.labels.indexOf(fact.label());
            if (known < 0 && union.labels.size() < MOST_LINES) {
                union.labels.add(Math.min(at, union.labels.size()), fact.label());
            }
            at = 1 + Math.max(at, known);
        }
        union.links.addAll(thing.links());
    }

    private static int column(String sort) {
        for (int i = 0; i < COLUMNS.size(); i++) {
            if (COLUMNS.get(i).contains(sort)) {
                return i;
            }
        }
        return COLUMNS.size() - 1;
    }

    private void place() {
        int x = MARGIN;
        for (int column = 0; column < COLUMNS.size(); column++) {
            int here = column;
            List<Union> members = unions.values().stream().filter(union -> union.column == here).sorted(Comparator.comparing(Union::name, BY_NUMBERS)).toList();
            if (!members.isEmpty()) {
                int letters = members.stream().mapToInt(this::letters).max().orElse(0);
                headings.add(new Heading(x, heading(column, members)));
                place(members, x, Math.max(letters, HEADINGS.get(column).length() - 2));
                x += boxes.get(boxes.size() - 1).width() + GAP_X;
            }
        }
        width = Math.max(MARGIN, x - GAP_X + MARGIN);
        height += MARGIN;
    }

    private static String heading(int column, List<Union> members) {
        boolean onlyCache = column == 0 && members.stream().noneMatch(union -> union.name.startsWith("mm"));
        return onlyCache ? "Table cache" : HEADINGS.get(column);
    }

    private void place(List<Union> members, int x, int letters) {
        int y = TOP;
        for (Union union : members) {
            int boxHeight = LINE * (union.labels.size() + 1) + PADDING;
            String sort = scenes.stream().flatMap(scene -> scene.thing(union.name).stream()).map(Thing::sort).findFirst().orElse("");
            boxes.add(new Box(boxes.size(), sort, union.name, x, y, letters * LETTER + 2 * PADDING, boxHeight, List.copyOf(union.labels), letters));
            y += boxHeight + GAP_Y;
        }
        height = Math.max(height, y);
    }

    /** How many letters the widest line of a thing takes, whatever happens to it. */
    private int letters(Union union) {
        int most = Math.max(FEWEST_LETTERS, union.name.length() + " appears".length());
        for (String label : union.labels) {
            String before = "";
            for (Scene scene : scenes) {
                String now = scene.fact(union.name, label);
                most = Math.max(most, label.length() + 1 + View.value(before, now).length());
                before = now;
            }
        }
        return Math.min(most, MOST_LETTERS);
    }

    private void connect() {
        boxes.forEach(from -> unions.values().stream()
                .filter(union -> union.name.equals(from.name()))
                .flatMap(union -> union.links.stream())
                .flatMap(to -> box(to).stream())
                .forEach(to -> wires.add(wire(from, to))));
    }

    /** The box of a thing, if there was room for one. */
    Optional<Box> box(String name) {
        return boxes.stream().filter(box -> box.name().equals(name)).findFirst();
    }

    private Wire wire(Box from, Box to) {
        boolean back = from.x() > to.x();
        int x1 = back ? from.x() : from.x() + from.width();
        int x2 = back ? to.x() + to.width() : to.x();
        int y1 = from.y() + LINE / 2 + PADDING / 2;
        int y2 = to.y() + LINE / 2 + PADDING / 2;
        int bend = (x2 - x1) / 2;
        int tip = back ? 7 : -7;
        String path = "M" + x1 + " " + y1 + " C" + (x1 + bend) + " " + y1 + " " + (x2 - bend) + " " + y2 + " " + x2 + " " + y2
                + " m" + tip + " -4 l" + -tip + " 4 l" + tip + " 4";
        return new Wire(wires.size(), from.index(), to.index(), path, back);
    }

    /** Numbers are in their order. */
    private static String padded(String name) {
        return NUMBER.matcher(name).replaceAll(digits -> "0".repeat(Math.max(0, MOST_DIGITS - digits.group().length())) + digits.group());
    }
}
