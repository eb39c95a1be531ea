package dev.pagewalk.core.explore.corpus;

import dev.pagewalk.core.explore.Variable;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Order;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The variables and registers of a litmus test, and the statements on them. */
final class LitmusWorld {
    private final Hook hook;
    private final Variable x;
    private final Variable y;
    private final Map<String, Long> registers = new TreeMap<>();

    LitmusWorld(Hook hook) {
        this.hook = hook;
        x = new Variable(hook, "x", 0);
        y = new Variable(hook, "y", 0);
    }

    private Variable variable(String name) {
        return switch (name) {
            case "x" -> x;
            case "y" -> y;
            default -> throw new IllegalArgumentException("a litmus test has the variables x and y, no " + name);
        };
    }

    void run(String statement) {
        switch (statement) {
            case "mb" -> Hook.fence(hook, Order.FULL);
            case "wmb" -> Hook.fence(hook, Order.RELEASE);
            case "rmb" -> Hook.fence(hook, Order.ACQUIRE);
            default -> assign(statement.split("=", 2));
        }
    }

    private void assign(String[] sides) {
        String[] right = sides[1].split(" ", 2);
        String operand = right[right.length - 1];
        String order = right.length == 1 ? "" : right[0];
        if (sides[0].startsWith("r")) {
            Variable from = variable(operand);
            registers.put(sides[0], order.equals("acq") ? from.loadAcquire() : from.load());
        } else {
            store(variable(sides[0]), order, Long.parseLong(operand));
        }
    }

    private static void store(Variable to, String order, long value) {
        switch (order) {
            case "rel" -> to.storeRelease(value);
            case "xchg" -> to.getAndSet(value);
            default -> to.store(value);
        }
    }

    /** Whether all of {@code r0=1 & x=2} hold. */
    boolean has(String outcome) {
        return Arrays.stream(outcome.split(" *& *")).map(part -> part.split("=", 2)).allMatch(this::holds);
    }

    private boolean holds(String[] part) {
        long value = part[0].startsWith("r") ? registers.getOrDefault(part[0], 0L) : variable(part[0]).load();
        return value == Long.parseLong(part[1]);
    }
}
