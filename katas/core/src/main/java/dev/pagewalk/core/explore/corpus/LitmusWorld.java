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
    private final Map<String, Variable> variables = new TreeMap<>();
    private final Map<String, Long> registers = new TreeMap<>();

    LitmusWorld(Hook hook) {
        this.hook = hook;
        for (String name : new String[] {"x", "y"}) {
            variables.put(name, new Variable(hook, name, 0));
        }
    }

    void run(String statement) {
        switch (statement) {
            case "mb" -> Hook.fence(hook, Order.FULL);
            case "wmb" -> Hook.fence(hook, Order.RELEASE);
            case "rmb" -> Hook.fence(hook, Order.ACQUIRE);
            default -> assign(statement.split("="));
        }
    }

    private void assign(String[] sides) {
        String[] right = sides[1].split(" ");
        String operand = right[right.length - 1];
        String order = right.length == 1 ? "" : right[0];
        if (sides[0].startsWith("r")) {
            Variable from = variables.get(operand);
            registers.put(sides[0], order.equals("acq") ? from.loadAcquire() : from.load());
        } else {
            store(variables.get(sides[0]), order, Long.parseLong(operand));
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
        return Arrays.stream(outcome.split(" *& *")).map(part -> part.split("=")).allMatch(this::holds);
    }

    private boolean holds(String[] part) {
        long value = part[0].startsWith("r") ? registers.get(part[0]) : variables.get(part[0]).load();
        return value == Long.parseLong(part[1]);
    }
}
