package dev.pagewalk.grader.engine.feedback;

import dev.pagewalk.grader.api.Evidence;
import dev.pagewalk.grader.api.Evidence.Moment;
import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is said of lines of source, by file and line. */
final class Remarks {
    private static final Pattern PLACE = Pattern.compile("\\b(\\w{1,80}+\\.java):(\\d{1,6})");
    private static final Pattern LINE = Pattern.compile("\\bline (\\d{1,6})\\b");
    private static final int MOST_STEPS = 6;

    private final Map<String, Map<Integer, List<String>>> notes = new TreeMap<>();
    private final Map<String, Map<Integer, List<String>>> steps = new TreeMap<>();

    /**
     * A check that failed says where.
     *
     * @param file of the check's kata, or empty: a bare line number is one of its lines
     */
    void add(CheckResult check, Evidence evidence, String file) {
        places(check.actual(), check.title());
        if (!file.isEmpty() && check.kind() == Kind.DESIGN) {
            LINE.matcher(check.actual()).results().forEach(line -> note(file, line.group(1), check.title()));
        }
        if (evidence.lanes().isEmpty()) {
            places(check.history(), check.title());
        } else {
            steps(check.title(), evidence.moments());
        }
    }

    /** The compiler says where. */
    void add(String diagnostic) {
        places(diagnostic, diagnostic);
    }

    Map<Integer, List<String>> notes(String file) {
        return notes.getOrDefault(file, Map.of());
    }

    Map<Integer, List<String>> steps(String file) {
        return steps.getOrDefault(file, Map.of());
    }

    private void places(String text, String note) {
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            note(place.group(1), place.group(2), note);
        }
    }

    private void note(String file, String line, String note) {
        List<String> here = at(notes, file, Integer.parseInt(line));
        if (!here.contains(note)) {
            here.add(note);
        }
    }

    private void steps(String title, List<Moment> moments) {
        Map<String, List<Integer>> byPlace = new LinkedHashMap<>();
        moments.stream().filter(moment -> moment.step() != Moment.NO_STEP).forEach(
                moment -> byPlace.computeIfAbsent(moment.source(), source -> new ArrayList<>()).add(moment.step()));
        byPlace.forEach((source, numbers) -> {
            Matcher place = PLACE.matcher(source);
            if (place.matches()) {
                at(steps, place.group(1), Integer.parseInt(place.group(2))).add(words(numbers) + " of “" + title + "”");
            }
        });
    }

    private static String words(List<Integer> numbers) {
        String shown = String.join(", ", numbers.stream().limit(MOST_STEPS).map(String::valueOf).toList());
        return (numbers.size() == 1 ? "step " : "steps ") + shown + (numbers.size() > MOST_STEPS ? " …" : "");
    }

    private static List<String> at(Map<String, Map<Integer, List<String>>> where, String file, int line) {
        return where.computeIfAbsent(file, name -> new TreeMap<>()).computeIfAbsent(line, number -> new ArrayList<>());
    }
}
