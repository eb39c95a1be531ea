package dev.pagewalk.grader.engine.classpage;

import dev.pagewalk.grader.engine.intake.Text;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Submissions that broke the same rule. */
public final class Cluster {
    private static final Pattern INVARIANT = Pattern.compile("(I\\d+)\\b.*", Pattern.DOTALL);

    private static final int LONGEST = 200;

    private final int number;
    private final String name;
    private final String label;
    private final boolean invariant;
    private final Set<Integer> checks = new TreeSet<>();
    private int submissions;

    /**
     * A cluster without submissions.
     *
     * @param number in the order of the results
     * @param check the first one that found it
     */
    Cluster(int number, CheckResult check) {
        this.number = number;
        invariant = !check.invariant().isEmpty();
        name = invariant ? Text.line(key(check), LONGEST) : check.id();
        label = Text.line(invariant ? check.invariant() : check.rule(), LONGEST);
    }

    /** What a failed check has in common with others of its cluster: the invariant's number, else the rule. */
    static String key(CheckResult check) {
        Matcher matcher = INVARIANT.matcher(check.invariant());
        return matcher.matches() ? matcher.group(1) : check.invariant().isEmpty() ? check.rule() : check.invariant();
    }

    void addCheck(int number) {
        checks.add(number);
    }

    void addSubmission() {
        submissions++;
    }

    public int number() {
        return number;
    }

    /** What an address calls it: the invariant's number, or the check that found it first. */
    public String name() {
        return name;
    }

    /** The invariant or the rule. */
    public String label() {
        return label;
    }

    /** Whether it is an invariant of the machine, which many checks may find broken. */
    public boolean isInvariant() {
        return invariant;
    }

    /** Numbers of the checks that found it. */
    public Set<Integer> checks() {
        return checks;
    }

    public int submissions() {
        return submissions;
    }
}
