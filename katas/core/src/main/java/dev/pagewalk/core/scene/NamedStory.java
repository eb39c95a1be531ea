package dev.pagewalk.core.scene;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.explore.Scenario;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A story of several CPUs that can be told again by its name, wherever there are katas to tell it with.
 *
 * @param kata the kata that it is about: {@code k1}
 * @param name the name of its scenario; no two stories have the same
 * @param told the scenario with some katas, given anew for each execution
 */
public record NamedStory(String kata, String name, Function<Supplier<MmOps>, Scenario<?>> told) {

    static NamedStory of(String kata, Function<Supplier<MmOps>, Scenario<?>> told) {
        return new NamedStory(kata, told.apply(MmOps::plain).name(), told);
    }

    /** The scenario with these katas. */
    public Scenario<?> with(Supplier<MmOps> katas) {
        return told.apply(katas);
    }
}
