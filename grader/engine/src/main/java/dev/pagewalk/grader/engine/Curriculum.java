package dev.pagewalk.grader.engine;

import dev.pagewalk.grader.api.Kata;
import java.util.List;
import java.util.function.Function;

/**
 * What is graded, and the named modules that it is graded with. They are found where the grader's own classes are.
 *
 * @param katas in the order of the report
 * @param core the module that submissions compile against, and all that they see besides {@code java.base}
 * @param checks the module of the check classes; opens their packages to {@code org.junit.platform.commons} alone
 * @param references the module of the reference implementations; need not export them
 * @param notWritten the exception that a method throws which nobody has written yet, a class of the core
 * @param policy what a kata may use, in the form of {@link dev.pagewalk.grader.engine.policy.Policy}
 */
public record Curriculum(List<Kata> katas, String core, String checks, String references, String notWritten, Function<Kata, String> policy) {

    public Curriculum {
        katas = List.copyOf(katas);
    }
}
