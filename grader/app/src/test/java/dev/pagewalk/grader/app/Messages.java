package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.matrix.Specimen;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ten failures as students read them, one of each kind that there is: they must make sense to whoever has read the handout
 * alone. They stand in {@code messages.txt}; {@code -Dpagewalk.writeGolden=true} writes it anew, to be read aloud before it is
 * committed.
 */
final class Messages {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/pagewalk/grader/app/messages.txt");

    /** Specimens, and the check of each whose message is kept. */
    private static final Map<String, String> KEPT = kept();

    private static Map<String, String> kept() {
        Map<String, String> kept = new LinkedHashMap<>();
        kept.put("k1.wrong-put-drops-the-last-reference", "k1.the_last_put_with_reuse_falls_back");
        kept.put("k1.wrong-rss-of-one-vma-only", "k1.each_entry_is_judged_by_its_own_vma");
        kept.put("k1.wrong-get-is-not-atomic", "k1.get_against_get");
        kept.put("k1.exits-with-0", "k1.the_last_put_with_reuse_falls_back");
        kept.put("k2.wrong-takes-no-reference", "k2.any_history_is_sound");
        kept.put("k2.wrong-counts-all-entries", "k2.sharing_a_full_table_touches_few_entries");
        kept.put("k3.wrong-clears-the-slot-before-it-has-memory", "k3.a_break_without_memory_changes_nothing");
        kept.put("k3.wrong-aborts-on-a-hot-path", "k3.no_abort_on_a_hot_path");
        kept.put("k3.wrong-allocates-under-the-lock", "k3.two_threads_break_at_once");
        kept.put("k6.wrong-recycled-table-is-not-zeroed", "k6.a_new_table_is_all_zero");
        return kept;
    }

    private Messages() {}

    /** Whether a message of this specimen is kept. */
    static boolean isKept(Specimen specimen) {
        return KEPT.containsKey(specimen.id());
    }

    /** Whether the message of a specimen that is kept was not told, because another check fell before. */
    static boolean isUntold(Specimen specimen, Result result) {
        return isKept(specimen) && find(result, KEPT.get(specimen.id())).verdict() == Verdict.SKIPPED;
    }

    /** They read as they did when they were last read aloud. */
    static void verify(Map<String, Result> results) throws IOException {
        List<String> messages = new ArrayList<>();
        KEPT.forEach((specimen, check) -> messages.add(message(specimen, find(results.get(specimen), check))));
        String said = String.join("\n\n", messages) + "\n";
        if (Boolean.getBoolean("pagewalk.writeGolden")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, said);
        }
        assertEquals(Files.readString(GOLDEN), said);
    }

    private static CheckResult find(Result result, String check) {
        return result.katas().stream()
                .flatMap(kata -> kata.checks().stream())
                .filter(each -> each.id().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private static String message(String specimen, CheckResult check) {
        List<String> lines = new ArrayList<>();
        lines.add("== " + specimen);
        lines.add(check.verdict() + " task " + check.task() + ": " + check.title() + " (" + check.kind() + ")");
        add(lines, "rule", check.rule());
        add(lines, "broken", check.invariant());
        add(lines, "expected", check.expected());
        add(lines, "but was", check.actual());
        add(lines, "history", check.history());
        add(lines, "replay", check.replay());
        add(lines, "read", check.read());
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, String label, String text) {
        String name = label;
        for (String line : text.isEmpty() ? List.<String>of() : text.lines().toList()) {
            lines.add(String.format("  %-9s %s", name, line).stripTrailing());
            name = "";
        }
    }
}
