package dev.pagewalk.grader.engine.manifest;

import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.api.Kind;
import java.lang.reflect.Method;
import java.util.List;

/**
 * A check that every submission is due.
 *
 * @param ordinal its place in the manifest
 * @param kata whose check it is
 * @param method that checks
 * @param declared its points, task, kind and so on
 */
public record PlannedCheck(int ordinal, Kata kata, Method method, Check declared) {

    /** For example {@code k1.the_last_put_falls_back}. */
    public String id() {
        return kata.id() + "." + name();
    }

    /** For example {@code the_last_put_falls_back}. */
    public String name() {
        return method.getName();
    }

    /** Names of checks of the same kata. */
    public List<String> requires() {
        return List.of(declared.requires());
    }

    /** Numbers of the machine's invariants that it is there for. */
    public List<String> guards() {
        return List.of(declared.guards());
    }

    /** Whether it judges the source and runs nothing. */
    public boolean isDesign() {
        return declared.kind() == Kind.DESIGN;
    }
}
