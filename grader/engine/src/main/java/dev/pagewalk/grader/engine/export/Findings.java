package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.export.Sources.Place;
import dev.pagewalk.grader.engine.feedback.Feedback;
import dev.pagewalk.grader.engine.intake.Digest;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What there is to mend in a submission, for formats that point into its files; what costs most comes first. */
final class Findings {

    private Findings() {}

    /**
     * One thing to mend.
     *
     * @param rule the id of what was broken: {@code k1.compile}, {@code k1.policy}, or a check's
     * @param title in a line
     * @param text in some lines
     * @param path of the source, or empty
     * @param line in it, or 0
     * @param lost points that it costs
     * @param check that found it, if one did
     */
    record Finding(String rule, String title, String text, String path, int line, int lost, Optional<CheckResult> check) {

        /** The same for the same rule in the same file, wherever in it. */
        String fingerprint() {
            return new Digest().add(rule, path.getBytes(StandardCharsets.UTF_8)).hex();
        }

        /** Whether it is about how it is written, not about what it does. */
        boolean isStyle() {
            return check.isPresent() && check.get().kind() == Kind.DESIGN;
        }
    }

    static List<Finding> of(Paper paper, Room room) {
        List<Finding> findings = new ArrayList<>();
        for (KataResult kata : paper.katas()) {
            findings.addAll(isRefused(kata) ? refusals(paper, kata, room) : failures(paper, kata, room));
        }
        findings.sort(Comparator.comparingInt(Finding::lost).reversed());
        return findings;
    }

    private static boolean isRefused(KataResult kata) {
        return (kata.verdict() == Verdict.COMPILE_ERROR || kata.verdict() == Verdict.POLICY)
                && kata.checks().stream().noneMatch(Feedback::isToFix);
    }

    /** Why it did not run: the compiler's errors, or what it may not use. */
    private static List<Finding> refusals(Paper paper, KataResult kata, Room room) {
        List<String> sentences = kata.diagnostics().isEmpty() ? List.of(kata.message()) : kata.diagnostics();
        String title = kata.id() + (kata.verdict() == Verdict.POLICY ? ": not allowed here" : ": does not compile");
        String rule = kata.id() + (kata.verdict() == Verdict.POLICY ? ".policy" : ".compile");
        return sentences.stream()
                .map(text -> finding(
                        paper, kata, rule, title, Inert.text(text, room.chars()), paper.sources().first(text), kata.max(), Optional.empty()))
                .toList();
    }

    private static List<Finding> failures(Paper paper, KataResult kata, Room room) {
        return kata.checks().stream()
                .filter(Feedback::isToFix)
                .map(check -> finding(
                        paper, kata, check.id(), title(kata, check), CheckText.of(check, room), place(paper, check),
                        check.max() - check.score(), Optional.of(check)))
                .toList();
    }

    private static String title(KataResult kata, CheckResult check) {
        return kata.id() + " " + CheckText.title(check) + " (" + check.verdict() + ", " + check.score() + " of " + check.max() + ")";
    }

    private static Optional<Place> place(Paper paper, CheckResult check) {
        return paper.sources().first(check.actual()).or(() -> paper.sources().last(check.history()));
    }

    private static Finding finding(
            Paper paper, KataResult kata, String rule, String title, String text, Optional<Place> place, int lost, Optional<CheckResult> check) {
        String path = place.map(Place::path).or(() -> paper.sources().of(kata.id())).orElse("");
        return new Finding(rule, title, text, path, place.map(Place::line).orElse(0), lost, check);
    }
}
