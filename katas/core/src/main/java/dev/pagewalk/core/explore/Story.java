package dev.pagewalk.core.explore;

import dev.pagewalk.core.hook.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes down the steps of one execution; looks for source lines, so it is not for every execution. */
final class Story implements Recorder {
    private final List<Step> steps = new ArrayList<>();

    @Override
    public void record(State state, Access access) {
        int cpus = state.memory().cpus;
        String place = access.cells.describe(access.index);
        String source = access.agent < cpus ? SourceLine.ofCaller() : "";
        steps.add(new Step(steps.size(), access.agent % cpus, access.kind, how(access), place,
                access.old, access.now, access.wrote, source));
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    private static String how(Access access) {
        String how = switch (access.kind) {
            case UPDATE -> access.update.name();
            case AWAIT -> access.until + " " + Step.number(access.a);
            default -> access.order == Order.RELAXED ? "" : access.order.name().toLowerCase(Locale.ROOT);
        };
        return (how + " " + remark(access)).strip();
    }

    /** What sequential consistency would not have done. */
    private static String remark(Access access) {
        if (access.kind == Kind.STORE && access.place == Access.NOWHERE) {
            return "(buffered)";
        }
        return access.late ? access.wrote ? "(before newer)" : "(older value)" : "";
    }
}
