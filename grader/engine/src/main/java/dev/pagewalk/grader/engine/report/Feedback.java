package dev.pagewalk.grader.engine.report;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import dev.pagewalk.grader.engine.score.Sight;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A result as its student may see it: {@code feedback.html}. */
public final class Feedback {
    private static final Set<Verdict> NOTHING_TO_FIX = EnumSet.of(Verdict.PASS, Verdict.SKIPPED, Verdict.NOT_STARTED);

    private final Result result;

    private Feedback(Result result) {
        this.result = result;
    }

    /** @param seen what {@link Sight#of(Result)} lets through */
    static byte[] page(Result seen, List<String> mark) {
        Page page = Page.titled("Feedback for " + seen.submission().id());
        return Page.render("feedback.jte", Map.of("page", page, "feedback", new Feedback(seen), "mark", mark));
    }

    /** The result, as far as its student may see it. */
    public Result result() {
        return result;
    }

    /** The checks of a kata whose existence is no secret; of some only the name, rule and verdict. */
    public List<CheckResult> shown(KataResult kata) {
        return kata.checks();
    }

    /** Whether nothing of this kata was handed in, so that a sentence says it all. */
    public boolean isAbsent(KataResult kata) {
        return kata.verdict() == Verdict.NOT_STARTED && !kata.message().isEmpty();
    }

    /** Points of a kata's checks that are not shown: reached and there. */
    public int[] unseen(KataResult kata) {
        return Sight.unseen(kata);
    }

    /** The check to look at first. */
    public Optional<CheckResult> first() {
        return result.katas().stream()
                .flatMap(kata -> shown(kata).stream())
                .filter(Feedback::isToFix)
                .findFirst();
    }

    /** Whether this check has something to say. */
    public static boolean isToFix(CheckResult check) {
        return !NOTHING_TO_FIX.contains(check.verdict());
    }

    /** Those to be shown in full, besides the first. */
    public List<CheckResult> further(KataResult kata) {
        Optional<CheckResult> first = first();
        return shown(kata).stream()
                .filter(check -> isToFix(check) && first.filter(check::equals).isEmpty())
                .toList();
    }
}
