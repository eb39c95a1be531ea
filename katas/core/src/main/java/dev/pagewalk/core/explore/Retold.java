package dev.pagewalk.core.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One execution, step by step.
 *
 * @param scenario the scenario's name
 * @param titles what the CPUs are called
 * @param steps all of them, in order
 * @param failure how it failed, if it did
 */
public record Retold(String scenario, List<String> titles, List<Step> steps, Optional<Failure> failure) {

    /** For people: every step, however many, in lines of at most so many columns. */
    public String text(int columns) {
        List<String> lines = new ArrayList<>(FailureText.wrap(scenario + ": " + failure.map(failed -> failed.reason().words()).orElse("in this order all ends well"), columns));
        failure.ifPresent(failed -> FailureText.cause(failed.cause(), columns - 2).forEach(line -> lines.add("  " + line)));
        titles.forEach(title -> lines.addAll(FailureText.wrap("  " + title, columns)));
        lines.addAll(new StepTable(steps, "").lines(Integer.MAX_VALUE, columns));
        return String.join("\n", lines.stream().map(String::stripTrailing).toList());
    }
}
