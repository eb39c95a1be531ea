package dev.pagewalk.core.hw;

/**
 * #GP, vector 13, always with error code 0 here: the processor refuses, and its state stays as it was.
 *
 * @param rule the rule that was broken, and what to do, for people
 */
public record GeneralProtection(String rule) implements Fault {

    @Override
    public int errorCode() {
        return 0;
    }

    @Override
    public String text() {
        return "#GP(0): " + rule;
    }
}
