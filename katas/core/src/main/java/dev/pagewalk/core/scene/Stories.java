package dev.pagewalk.core.scene;

import dev.pagewalk.core.explore.Failure;
import dev.pagewalk.core.explore.MemoryModel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All stories that have a name. */
public final class Stories {
    private static final List<NamedStory> ALL = List.of(
            NamedStory.of("k1", ops -> RefcountStories.twoPuts(() -> ops.get().refcount())),
            NamedStory.of("k1", ops -> RefcountStories.lastPuts(() -> ops.get().refcount())),
            NamedStory.of("k1", ops -> RefcountStories.threePuts(() -> ops.get().refcount())),
            NamedStory.of("k1", ops -> RefcountStories.gets(() -> ops.get().refcount())),
            NamedStory.of("k1", ops -> RefcountStories.getAndPut(() -> ops.get().refcount())),
            NamedStory.of("k3", ops -> BreakStories.breaksOfTwo(ops, false)),
            NamedStory.of("k3", ops -> BreakStories.breaksOfTwo(ops, true)),
            NamedStory.of("k3", ops -> BreakStories.breaksOfOne(ops, false)),
            NamedStory.of("k3", ops -> BreakStories.breaksOfOne(ops, true)),
            NamedStory.of("k3", ops -> BreakStories.zapsOfTwo(ops, false)),
            NamedStory.of("k3", ops -> BreakStories.zapsOfTwo(ops, true)),
            NamedStory.of("k3", BreakStories::zapsOfOne),
            NamedStory.of("k3", ops -> BreakStories.breakAndZap(ops, 0)),
            NamedStory.of("k3", ops -> BreakStories.breakAndZap(ops, 1)),
            NamedStory.of("k3", ops -> BreakStories.breakAndZapOfOne(ops, 0)),
            NamedStory.of("k3", ops -> BreakStories.breakAndZapOfOne(ops, 1)));

    private Stories() {}

    /** In the order of the katas. */
    public static List<NamedStory> all() {
        return ALL;
    }

    /** The story with this name. */
    public static Optional<NamedStory> named(String name) {
        return ALL.stream().filter(story -> story.name().equals(name)).findFirst();
    }

    /** What students type at their desk to go through a failure step by step; empty where it is of none of these stories. */
    public static Optional<String> replay(Failure failure) {
        String model = failure.model() == MemoryModel.SC ? "" : " --model " + failure.model().name().toLowerCase(Locale.ROOT);
        return named(failure.scenario())
                .map(story -> "./kata replay " + story.kata() + " \"" + story.name() + "\" --schedule \"" + failure.schedule() + "\"" + model);
    }
}
