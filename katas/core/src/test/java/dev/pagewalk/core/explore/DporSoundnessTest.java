package dev.pagewalk.core.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** DPOR covers exactly the traces that exhaustive search finds, and tells none of them twice. */
class DporSoundnessTest {
    private static final long ENOUGH = 1_000_000;

    private static void compare(MemoryModel memory, SmallModel model) {
        Outcome all = Explorer.of(Engine.EXHAUSTIVE, ENOUGH).under(memory).goingOn().explore(model.scenario());
        Outcome reduced = Explorer.of(Engine.DPOR, ENOUGH).under(memory).goingOn().explore(model.scenario());

        String name = memory + " " + all.scenario();
        assertTrue(all.searches().get(0).exhausted(), name);
        assertTrue(reduced.searches().get(0).exhausted(), name);
        assertEquals(all.distinctTraces(), reduced.distinctTraces(), name);
        assertEquals(all.traceHash(), reduced.traceHash(), name);
        if (memory == MemoryModel.SC) {
            assertEquals(reduced.distinctTraces(), reduced.executions(), name + ": executions of DPOR");
        }
    }

    private static List<String> words(String alphabet, int length) {
        List<String> words = List.of("");
        for (int i = 0; i < length; i++) {
            words = words.stream()
                    .flatMap(word -> alphabet.chars().mapToObj(letter -> word + (char) letter))
                    .toList();
        }
        return words;
    }

    /** All unordered choices of so many words, or every {@code stride}-th of them. */
    private static List<SmallModel> models(List<String> words, int cpus, int stride) {
        List<SmallModel> models = new ArrayList<>();
        Stream<List<String>> choices = Stream.of(List.of());
        for (int cpu = 0; cpu < cpus; cpu++) {
            choices = choices.flatMap(choice -> words.stream()
                    .filter(word -> choice.isEmpty() || word.compareTo(choice.get(choice.size() - 1)) >= 0)
                    .map(word -> Stream.concat(choice.stream(), Stream.of(word)).toList()));
        }
        List<List<String>> all = choices.toList();
        for (int i = 0; i < all.size(); i += stride) {
            models.add(new SmallModel(all.get(i).toArray(String[]::new)));
        }
        return models;
    }

    @Test
    void two_cpus_with_two_accesses_each() {
        List<SmallModel> models = models(words("LSUCAls", 2), 2, 1);

        models.forEach(model -> compare(MemoryModel.SC, model));
    }

    @Test
    void two_cpus_with_three_accesses_each() {
        List<SmallModel> models = models(words("LSUCAlsa(", 3), 2, 499);

        models.forEach(model -> compare(MemoryModel.SC, model));
    }

    @Test
    void two_cpus_with_locks() {
        List<SmallModel> models = models(List.of("(LS)", "(S)l", "s(L)", "(A)", "(S)(L)", "U(u)", "(L)S", "(l", "c(C)a"), 2, 1);

        models.forEach(model -> compare(MemoryModel.SC, model));
    }

    @Test
    void three_cpus() {
        List<SmallModel> models = models(words("LSUCAlsa", 2), 3, 577);

        models.forEach(model -> compare(MemoryModel.SC, model));
    }

    @Test
    void three_cpus_with_locks() {
        List<SmallModel> models = models(List.of("(L)", "(S)", "As", "(A)", "Sl", "U", "(s", "Cc", "L"), 3, 1);

        models.forEach(model -> compare(MemoryModel.SC, model));
    }

    @Test
    void store_buffers() {
        List<SmallModel> models = new ArrayList<>(models(words("LSUFls", 2), 2, 3));
        models.addAll(models(words("LSUAls(", 3), 2, 971));
        models.addAll(models(List.of("(S)", "Sl", "sL", "LFl", "U"), 3, 7));

        models.forEach(model -> compare(MemoryModel.TSO, model));
    }

    @Test
    void views() {
        List<SmallModel> models = new ArrayList<>(models(words("LSUFlsAC", 2), 2, 3));
        models.addAll(models(words("LSURqls(", 3), 2, 971));
        models.addAll(models(List.of("(S)", "Sl", "sL", "LFl", "Ss", "U"), 3, 3));

        models.forEach(model -> compare(MemoryModel.WEAK, model));
    }
}
