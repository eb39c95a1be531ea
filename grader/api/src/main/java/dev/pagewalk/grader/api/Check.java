package dev.pagewalk.grader.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A hidden check: a test method of a check class with its points on it.
 * Its id is {@code <kata>.<method name>}, for example {@code k1.the_last_put_falls_back}.
 * The method may take a {@link Submission}.
 */
@Test
@ExtendWith(SubmissionParameter.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Check {

    /** The task that it belongs to, for example {@code 1.4}. */
    String task();

    /** What it is worth; at most 100 for all checks of a kata together. */
    int points();

    /** What it judges. */
    Kind kind();

    /** The rule that it checks, as one sentence that the student reads. */
    String rule();

    /** Numbers of the machine's invariants that it is there for, where a failure would not tell them, for example {@code I28}. */
    String[] guards() default {};

    /** Names of checks of the same kata that must pass first; otherwise this one is SKIPPED and scores 0. */
    String[] requires() default {};

    /** What the student sees of it. */
    Visibility visibility() default Visibility.VISIBLE;

    /** What to read when it fails, for example {@code handout 1, "Picture"}. */
    String read() default "";
}
