package dev.pagewalk.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The hints of a kata, by task: a question, a direction, nearly the answer; or those of the rules. Reads the one form of AsciiDoc in which they are
 * written.
 *
 * <pre>
 *   == 1.1
 *
 *   . What do two CPUs do …
 *   . Which of the methods …
 *     goes on here
 * </pre>
 */
final class Hints {
    private final Map<String, List<String>> byTask;

    private Hints(Map<String, List<String>> byTask) {
        this.byTask = byTask;
    }

    static Hints of(Path home, Kata kata) {
        return read(home, kata.id(), "of kata " + kata.number());
    }

    /** A question for each rule of the machine, by its number: {@code I3}. */
    static Hints ofRules(Path home) {
        return read(home, "rules", "of the rules");
    }

    private static Hints read(Path home, String name, String whose) {
        Path file = home.resolve("exercises/hints").resolve(name + ".adoc");
        try {
            return parse(Files.readAllLines(file));
        } catch (IOException e) {
            throw new Trouble("The hints " + whose + " cannot be read at " + file + ": get that file back from the bundle.");
        }
    }

    static Hints parse(List<String> lines) {
        Map<String, List<String>> byTask = new LinkedHashMap<>();
        List<String> hints = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("== ")) {
                hints = new ArrayList<>();
                byTask.put(line.substring(3).strip(), hints);
            } else if (line.startsWith(". ")) {
                hints.add(line.substring(2).strip());
            } else if (!line.isBlank() && !line.startsWith("[") && !hints.isEmpty()) {
                hints.add(hints.remove(hints.size() - 1) + " " + line.strip());
            }
        }
        return new Hints(byTask);
    }

    /** The tasks, or rules, in order. */
    List<String> tasks() {
        return List.copyOf(byTask.keySet());
    }

    /** Those of a task, in order; none if there is no such task. */
    List<String> of(String task) {
        return byTask.getOrDefault(task, List.of());
    }
}
