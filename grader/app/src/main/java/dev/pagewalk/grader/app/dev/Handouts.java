package dev.pagewalk.grader.app.dev;

import dev.pagewalk.grader.api.Kata;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Handouts have the same headings in the same order, and their code comes from files that a test compiles. */
final class Handouts {
    static final List<String> HEADINGS = List.of(
            "Goal", "Picture", "What you are given", "Tasks and points", "Run it", "What the hidden checks look for", "Hints", "Sources");

    private static final Pattern HEADING = Pattern.compile("(?m)^== (.+)$");
    private static final Pattern JAVA = Pattern.compile("(?ms)^\\[source,java[^]]*]\\R(?:\\.[^\n]*\\R)?----\\R(.*?)^----$");
    private static final Pattern ONE_INCLUDE = Pattern.compile("include::(?:\\.\\./)*[\\w/.-]+\\.java\\[tag=\\w+[^]]*]\\R");
    private static final Pattern TAGGED = Pattern.compile("include::([^\\[\\s]+)\\[[^]]*\\btags?=(\\w+)");

    private static final Pattern CHAPTER = Pattern.compile("(?m)^include::([\\w.-]+\\.adoc)\\[");

    private final House house;

    Handouts(House house) {
        this.house = house;
    }

    /** The headings of a kata's handout; others may stand between them. */
    List<Complaint> headings(Kata kata) {
        Path handout = house.handout(kata);
        List<String> found = HEADING.matcher(House.text(handout)).results().map(heading -> heading.group(1)).filter(HEADINGS::contains).toList();
        return found.equals(HEADINGS)
                ? List.of()
                : List.of(new Complaint(house.name(handout), "its headings are not " + String.join(", ", HEADINGS) + ", in this order", "grep -n '^== ' " + house.name(handout)));
    }

    /** The code in handouts and hints. */
    List<Complaint> code() {
        List<Complaint> complaints = new ArrayList<>();
        List<Path> files = new ArrayList<>(House.below(house.root().resolve("handouts"), ".adoc"));
        files.addAll(House.below(house.root().resolve("katas/exercises/hints"), ".adoc"));
        for (Path file : files) {
            String text = House.text(file);
            JAVA.matcher(text).results().filter(block -> !ONE_INCLUDE.matcher(block.group(1)).matches()).forEach(block -> complaints.add(complaint(
                    file, text, block, "its Java is not included from handouts/code by a tag, so nobody compiles it")));
            TAGGED.matcher(text).results().filter(include -> !isThere(file, include)).forEach(include -> complaints.add(complaint(
                    file, text, include, "there is no tag " + include.group(2) + " in " + include.group(1))));
        }
        return complaints;
    }

    /** Pages that no book names, so that nobody would print them. */
    List<Complaint> unprinted() {
        List<Path> books = House.below(house.root().resolve("handouts"), ".adoc").stream().filter(file -> file.endsWith("book.adoc")).toList();
        Set<Path> printed = new HashSet<>(books);
        books.forEach(book -> CHAPTER.matcher(House.text(book)).results().forEach(chapter -> printed.add(book.resolveSibling(chapter.group(1)))));
        return House.below(house.root().resolve("handouts"), ".adoc").stream()
                .filter(file -> !printed.contains(file))
                .map(file -> new Complaint(house.name(file), "no book.adoc includes it, so it is not printed", "grep -n include:: handouts/book.adoc handouts/instructor/book.adoc"))
                .toList();
    }

    private static boolean isThere(Path file, MatchResult include) {
        return House.text(file.resolveSibling(include.group(1)).normalize()).lines()
                .map(String::trim)
                .collect(Collectors.toSet())
                .containsAll(List.of("// tag::" + include.group(2) + "[]", "// end::" + include.group(2) + "[]"));
    }

    private Complaint complaint(Path file, String text, MatchResult found, String what) {
        long line = text.substring(0, found.start()).lines().count() + 1;
        return new Complaint(house.name(file) + ":" + line, what, "sed -n " + line + "p " + house.name(file));
    }
}
