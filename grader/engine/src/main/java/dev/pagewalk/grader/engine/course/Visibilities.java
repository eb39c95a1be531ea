package dev.pagewalk.grader.engine.course;

import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Visibility;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What students see of checks, where the course wants it otherwise than the checks declare it:
 * <pre>
 *   "visibility": { "k1.get_against_get": "hidden", "k2": "after-due", "race": "name-only", "all": "visible" }
 * </pre>
 * Of a check's own entry, that of its kata, of its kind, and of all, the first that is there holds.
 *
 * @param wanted by check, kata, kind, or {@code all}
 */
public record Visibilities(Map<String, Visibility> wanted) {
    /** As the checks declare it. */
    static final Visibilities DECLARED = new Visibilities(Map.of());

    private static final String ALL = "all";

    public Visibilities {
        wanted = Map.copyOf(wanted);
    }

    /** What is wanted for a check. */
    public Visibility of(CheckResult check) {
        String kata = check.id().substring(0, Math.max(0, check.id().indexOf('.')));
        return Stream.of(check.id(), kata, word(check.kind()), ALL)
                .map(wanted::get)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse(check.visibility());
    }

    /**
     * Reads the field.
     *
     * @param katas ids of those in the course
     * @param checks knows the ids of checks
     */
    static Visibilities read(Optional<Field> field, List<String> katas, Predicate<String> checks) throws CourseProblem {
        if (field.isEmpty()) {
            return DECLARED;
        }
        Map<String, Visibility> wanted = new LinkedHashMap<>();
        for (Map.Entry<String, Field> each : field.get().fields().entrySet()) {
            String what = each.getKey();
            if (!katas.contains(what) && !isKind(what) && !what.equals(ALL) && !(what.contains(".") && checks.test(what))) {
                throw each.getValue().problem("there is no such check: name one as in k1.get_against_get, a kata (" + String.join(", ", katas)
                        + "), a kind (" + kinds() + "), or " + ALL);
            }
            wanted.put(what, visibility(each.getValue()));
        }
        return new Visibilities(wanted);
    }

    private static Visibility visibility(Field field) throws CourseProblem {
        String text = field.text();
        for (Visibility each : Visibility.values()) {
            if (word(each).equals(text)) {
                return each;
            }
        }
        throw field.problem("must be " + Arrays.stream(Visibility.values()).map(Visibilities::word).collect(Collectors.joining(", ")));
    }

    private static boolean isKind(String what) {
        return Arrays.stream(Kind.values()).anyMatch(kind -> word(kind).equals(what));
    }

    private static String kinds() {
        return Arrays.stream(Kind.values()).map(Visibilities::word).collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
