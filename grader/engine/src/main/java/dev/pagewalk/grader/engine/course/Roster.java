package dev.pagewalk.grader.engine.course;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A CSV file with the students of a course. The column {@code student} holds the ids that marks are kept under; every
 * other column holds a name by which some system knows the same student: {@code name}, {@code email}, {@code github} …
 */
public final class Roster {
    private static final String STUDENT = "student";
    /** Nobody is on it. */
    public static final Roster EMPTY = new Roster(new LinkedHashMap<>(), Map.of());

    private final Map<String, String> names;
    private final Map<String, String> aliases;

    private Roster(Map<String, String> names, Map<String, String> aliases) {
        this.names = names;
        this.aliases = aliases;
    }

    /** Reads the file. */
    public static Roster read(String file, String text) throws CourseProblem {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, String> aliases = new LinkedHashMap<>();
        for (Csv.Entry entry : Csv.read(file, text, STUDENT)) {
            String student = entry.need(STUDENT);
            if (names.put(student, entry.get("name")) != null) {
                throw entry.problem(STUDENT, student + " is there twice: remove one of the lines");
            }
            for (String column : entry.cells().keySet()) {
                String alias = normal(entry.get(column));
                String other = alias.isEmpty() ? student : aliases.getOrDefault(alias, student);
                if (!other.equals(student)) {
                    throw entry.problem(column, entry.get(column) + " stands for " + other + " already: two students need two names");
                }
                aliases.put(alias, student);
            }
        }
        aliases.remove("");
        return new Roster(names, aliases);
    }

    /** Spaces, case and what systems put for spaces make no difference. */
    private static String normal(String alias) {
        return alias.toLowerCase(Locale.ROOT).replaceAll("[\\s_+.-]+", "");
    }

    /** The student who is known by one of these names somewhere. */
    public Optional<String> student(List<String> known) {
        return known.stream()
                .map(name -> Optional.ofNullable(aliases.get(normal(name))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** All students, in the order of the file. */
    public List<String> students() {
        return List.copyOf(names.keySet());
    }

    /** How a student is called, or empty. */
    public String name(String student) {
        return names.getOrDefault(student, "");
    }
}
