package dev.pagewalk.core.explore;

import java.util.ArrayList;
import java.util.List;

/** Says who waits for which cell, and who holds it: a lock's cell holds its holder's number + 1. */
final class Waiting {
    private Waiting() {}

    /** Nobody is enabled: those who stand at an access wait in vain, the others are done. */
    static Defect defect(State state) {
        List<String> lines = new ArrayList<>();
        boolean locked = false;
        for (int cpu = 0; cpu < state.memory().cpus; cpu++) {
            lines.add("CPU " + cpu + " " + (state.stands(cpu) ? describe(state.next(cpu), state) : "is done"));
            locked |= state.stands(cpu) && state.next(cpu).kind == Kind.UPDATE;
        }
        Reason reason = locked ? Reason.DEADLOCK : Reason.LOST_WAKE_UP;
        return new Defect(reason, -1, new Stuck("nobody can go on\n  " + String.join("\n  ", lines)));
    }

    private static String describe(Access access, State state) {
        long value = access.cells.peek(access.index);
        String place = access.cells.describe(access.index);
        if (access.kind == Kind.AWAIT) {
            return "waits until " + place + " " + condition(access) + ", now " + Step.number(value);
        }
        return "waits for " + place + ", " + holder(access.agent, value, state);
    }

    private static String holder(int waiter, long value, State state) {
        if (value < 1 || value > state.memory().cpus) {
            return "now " + Step.number(value);
        }
        int holder = (int) value - 1;
        if (holder == waiter) {
            return "which it holds itself: the lock is taken twice";
        }
        return "held by CPU " + holder + (state.stands(holder) ? "" : ", which never released it");
    }

    private static String condition(Access access) {
        String bound = Step.number(access.a);
        return switch (access.until) {
            case EQUALS -> "is " + bound;
            case DIFFERS -> "is not " + bound;
            case AT_LEAST -> "is at least " + bound;
        };
    }
}
