package dev.pagewalk.grader.engine.classpage;

import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import java.util.Locale;
import java.util.OptionalDouble;

/** How a class fared in one check: of those whose code of the kata ran. */
public final class CheckFigures {
    private final int number;
    private final CheckResult check;
    private final Discrimination discrimination = new Discrimination();
    private int passed;
    private int failed;
    private int hung;
    private int idle;

    /** @param number in the order of the page */
    CheckFigures(int number, CheckResult check) {
        this.number = number;
        this.check = check;
    }

    void add(KataResult kata, CheckResult outcome) {
        discrimination.add(outcome.verdict() == Verdict.PASS, kata.score() - outcome.score());
        switch (outcome.verdict()) {
            case PASS -> passed++;
            case SKIPPED, NOT_STARTED -> idle++;
            case TIMEOUT -> hung++;
            default -> failed++;
        }
    }

    public int number() {
        return number;
    }

    /** For example {@code k1.the_last_put_falls_back}. */
    public String id() {
        return check.id();
    }

    /** Its name as a sentence. */
    public String title() {
        return check.title();
    }

    public String task() {
        return check.task();
    }

    public Kind kind() {
        return check.kind();
    }

    public int points() {
        return check.max();
    }

    public int all() {
        return passed + failed + hung + idle;
    }

    public int passed() {
        return passed;
    }

    /** How many ran and broke a rule, or ended it in another way, but in time. */
    public int failed() {
        return failed;
    }

    /** How many did not end in time. */
    public int hung() {
        return hung;
    }

    /** How many it was not run for: not written yet, or something that it requires did not pass. */
    public int idle() {
        return idle;
    }

    /** This many of all, in percent. */
    public double percent(int some) {
        return all() == 0 ? 0 : 100.0 * some / all();
    }

    /** With two decimals, or why there is none. */
    public String discrimination() {
        OptionalDouble value = discrimination.value();
        if (value.isPresent()) {
            return String.format(Locale.ROOT, "%.2f", value.getAsDouble() + 0.0);
        }
        return passed == all() ? "all pass" : passed == 0 ? "none pass" : all() < Discrimination.FEWEST ? "too few" : "all alike";
    }

    /** Whether who passes it has fewer points elsewhere, by more than twice the standard error of chance. */
    public boolean isBackwards() {
        OptionalDouble value = discrimination.value();
        return value.isPresent() && value.getAsDouble() < -2 / Math.sqrt(all());
    }
}
