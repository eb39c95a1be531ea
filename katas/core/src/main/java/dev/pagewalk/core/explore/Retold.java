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

    /** For people: every step, however many. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(scenario + ": " + failure.map(failed -> failed.reason().words()).orElse("in this order all ends well"));
        failure.ifPresent(failed -> FailureText.cause(failed.cause()).forEach(line -> lines.add("  " + line)));
        titles.forEach(title -> lines.add("  " + title));
        lines.addAll(new StepTable(steps).lines(Integer.MAX_VALUE));
        return String.join("\n", lines.stream().map(String::stripTrailing).toList());
    }
}
