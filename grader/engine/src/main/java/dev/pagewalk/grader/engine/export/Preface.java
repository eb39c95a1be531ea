package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import java.util.ArrayList;
import java.util.List;

/** What stands above the checks, in plain words: the total, how it came about, and why a kata did not run. */
final class Preface {
    /** To whom the grader owes a verdict. */
    static final String UNGRADED = "The grader could not grade this. That is its own failure, not yours; it has to be run again.";

    private Preface() {}

    static String of(Paper paper, Room room) {
        List<String> lines = new ArrayList<>();
        lines.addAll(paper.explanation().isEmpty() ? List.of(paper.total()) : paper.explanation());
        String message = paper.seen().map(Result::message).orElse("");
        if (paper.katas().stream().noneMatch(kata -> kata.message().equals(message))) {
            lines.add(message);
        }
        paper.katas().forEach(kata -> lines.addAll(of(kata)));
        lines.removeIf(String::isEmpty);
        return Inert.text(String.join("\n", lines), Math.max(room.chars(), Room.MIN_CHARS));
    }

    /** For example {@code k1 Refcount: 77 of 100, FAIL}, and the compiler's errors. */
    private static List<String> of(KataResult kata) {
        List<String> lines = new ArrayList<>();
        lines.add(kata.id() + " " + kata.title() + ": " + kata.score() + " of " + kata.max() + ", " + kata.verdict()
                + (kata.message().isEmpty() || kata.diagnostics().contains(kata.message()) ? "" : ": " + kata.message()));
        kata.diagnostics().forEach(each -> lines.add("  " + each));
        return lines;
    }
}
