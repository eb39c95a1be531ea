package dev.pagewalk.grader.engine;

import dev.pagewalk.grader.api.Kata;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * What is graded, and the named modules that it is graded with. They are found where the grader's own classes are.
 *
 * @param katas all that there are: a submission may hold a file for each, and each has a reference
 * @param graded those that are graded, in the order of the report
 * @param everyCheck whether a check runs even if one that it requires did not pass: for those who judge the checks
 * @param core the module that submissions compile against, and all that they see besides {@code java.base}
 * @param checks the module of the check classes; opens their packages to {@code org.junit.platform.commons} alone
 * @param references the module of the reference implementations; need not export them
 * @param notWritten the exception that a method throws which nobody has written yet, a class of the core
 * @param policy what a kata may use, in the form of {@link dev.pagewalk.grader.engine.policy.Policy}
 */
public record Curriculum(
        List<Kata> katas,
        List<Kata> graded,
        boolean everyCheck,
        String core,
        String checks,
        String references,
        String notWritten,
        Function<Kata, String> policy) {

    public Curriculum {
        katas = List.copyOf(katas);
        graded = List.copyOf(graded);
    }

    /** All katas are graded, and a check waits for what it requires. */
    public Curriculum(
            List<Kata> katas, String core, String checks, String references, String notWritten, Function<Kata, String> policy) {
        this(katas, katas, false, core, checks, references, notWritten, policy);
    }

    /** The same, but only these katas are graded. The others stay what they are: references around them. */
    public Curriculum grading(Collection<Kata> some) {
        List<Kata> chosen = katas.stream().filter(some::contains).toList();
        return new Curriculum(katas, chosen, everyCheck, core, checks, references, notWritten, policy);
    }

    /** The same, but no check is skipped because another one failed. */
    public Curriculum runningEveryCheck() {
        return new Curriculum(katas, graded, true, core, checks, references, notWritten, policy);
    }
}
