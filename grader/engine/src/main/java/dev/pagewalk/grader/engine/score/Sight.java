package dev.pagewalk.grader.engine.score;

import dev.pagewalk.grader.api.Visibility;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a student may see of a result. Whatever a student reads, page or format, is made of what {@link #of(Result)}
 * returns, and of nothing else:
 * <pre>
 *   VISIBLE                   everything
 *   AFTER_DUE, hand-in closed everything
 *   AFTER_DUE, before that    name, rule, verdict, points
 *   NAME_ONLY                 name, rule, verdict, points
 *   HIDDEN                    nothing; its points are in the sums alone, see {@link #unseen(KataResult)}
 * </pre>
 */
public final class Sight {
    /** As the checks declare it, before any hand-in is closed. */
    public static final Sight AS_DECLARED = new Sight(CheckResult::visibility, kata -> false);

    private static final String SECRET = "a check that is not shown";

    private final Function<CheckResult, Visibility> visibility;
    private final Predicate<String> closed;

    /**
     * @param visibility of a check, as the course wants it
     * @param closed whether nobody can hand in the kata of this id any more
     */
    public Sight(Function<CheckResult, Visibility> visibility, Predicate<String> closed) {
        this.visibility = visibility;
        this.closed = closed;
    }

    /**
     * The part of a result that its student may see, as a result of its own: hidden checks are not in it, and each of the
     * others says VISIBLE or NAME_ONLY and holds what goes with it. Sums and verdicts are those of the whole.
     */
    public Result of(Result whole) {
        List<KataResult> katas = whole.katas().stream().map(this::kata).toList();
        return new Result(
                whole.schema(), whole.grader(), whole.submission(), whole.verdict(), whole.message(), whole.score(), whole.max(), katas);
    }

    private KataResult kata(KataResult whole) {
        List<CheckResult> hidden = whole.checks().stream()
                .filter(check -> effective(whole, check) == Visibility.HIDDEN)
                .toList();
        List<CheckResult> seen = whole.checks().stream()
                .filter(check -> !hidden.contains(check))
                .map(check -> seen(check, effective(whole, check), hidden))
                .toList();
        return new KataResult(
                whole.id(), whole.title(), whole.verdict(), whole.message(), whole.diagnostics(), whole.score(), whole.max(), seen);
    }

    private Visibility effective(KataResult kata, CheckResult check) {
        Visibility wanted = visibility.apply(check);
        if (wanted == Visibility.AFTER_DUE) {
            return closed.test(kata.id()) ? Visibility.VISIBLE : Visibility.NAME_ONLY;
        }
        return wanted;
    }

    private static CheckResult seen(CheckResult check, Visibility effective, List<CheckResult> hidden) {
        boolean whole = effective == Visibility.VISIBLE;
        return new CheckResult(
                check.id(),
                check.task(),
                check.kind(),
                effective,
                check.verdict(),
                check.score(),
                check.max(),
                check.rule(),
                whole ? silent(check.invariant(), hidden) : "",
                whole ? silent(check.expected(), hidden) : "",
                whole ? silent(check.actual(), hidden) : "",
                whole ? silent(check.history(), hidden) : "",
                whole ? check.replay() : "",
                check.read());
    }

    /** Without the names of hidden checks: a check that is shown says what it waits for. */
    private static String silent(String text, List<CheckResult> hidden) {
        String silent = text;
        for (CheckResult check : hidden) {
            String name = check.id().substring(check.id().indexOf('.') + 1);
            String any = String.join("|", Pattern.quote(check.id()), Pattern.quote(name), Pattern.quote(check.title()));
            silent = silent.replaceAll("(?<![\\w.])(?:" + any + ")(?!\\w)", SECRET);
        }
        return silent;
    }

    /** Points of the checks of a kata that {@link #of(Result)} left out: reached and there. */
    public static int[] unseen(KataResult seen) {
        int score = seen.checks().stream().mapToInt(CheckResult::score).sum();
        int max = seen.checks().stream().mapToInt(CheckResult::max).sum();
        return new int[] {seen.score() - score, seen.max() - max};
    }
}
