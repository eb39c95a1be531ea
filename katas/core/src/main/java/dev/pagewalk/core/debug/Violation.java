package dev.pagewalk.core.debug;

/**
 * A broken invariant.
 *
 * @param rule number, name and clause, for example {@code I1 refcount: …}
 * @param expected what the rule asks for, here
 * @param actual what was found
 */
public record Violation(String rule, String expected, String actual) {

    @Override
    public String toString() {
        return rule + "\n  expected  " + expected + "\n  but was   " + actual;
    }
}
