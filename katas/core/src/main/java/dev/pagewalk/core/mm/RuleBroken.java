package dev.pagewalk.core.mm;

/** A rule of the machine was broken by the code that uses it; nothing was changed by the call that says so. */
public final class RuleBroken extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final String rule;
    private final String expected;
    private final String actual;

    /**
     * @param rule the rule, for example {@code I3 counters: no counter is ever negative}
     * @param expected what it asks for, here
     * @param actual what was found, or asked for
     */
    public RuleBroken(String rule, String expected, String actual) {
        super(rule + "\n  expected  " + expected + "\n  but was   " + actual);
        this.rule = rule;
        this.expected = expected;
        this.actual = actual;
    }

    public String rule() {
        return rule;
    }

    public String expected() {
        return expected;
    }

    public String actual() {
        return actual;
    }
}
