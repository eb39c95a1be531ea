package dev.pagewalk.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.Failure;
import dev.pagewalk.core.scene.NamedStory;
import dev.pagewalk.core.scene.Stories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoriesTest {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    Path folder;

    /** As a shell takes it apart. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        WORD.matcher(command).results().forEach(word -> words.add(word.group(1) == null ? word.group(2) : word.group(1)));
        assertEquals("./kata", words.remove(0));
        return words;
    }

    private static ReplayCommand typed(Copied bundle, String command) {
        Object typed = bundle.commandLine().parseArgs(words(command).toArray(String[]::new)).subcommand().commandSpec().userObject();
        return assertInstanceOf(ReplayCommand.class, typed);
    }

    @Test
    void the_command_below_a_failure_tells_that_failure_at_the_desk_for_every_story_that_has_a_name() throws IOException {
        Copied bundle = new Copied(folder);
        bundle.edit("k1", "throw todo(\"1.1 pmd_get_pte\");", "return pmd.get().page().refRead();");
        bundle.edit("k1", "throw todo(\"1.5 pmd_put_pte\");", "return pmd.get().isNone() ? 0 : 1;");
        bundle.edit("k3", "throw todo(\"3.1 break_cow_pte\");", "return pmd.get().isNone() ? 1 : 0;");
        bundle.edit("k3", "throw todo(\"3.2 zap_cow_pte\");", "return pmd.get().isNone() ? 0 : 1;");

        for (Kata kata : List.of(Kata.called("k1"), Kata.called("k3"))) {
            try (Players players = Players.of(new Desk(folder), kata)) {
                for (NamedStory story : Stories.all().stream().filter(each -> each.kata().equals(kata.id())).toList()) {
                    Failure failure = Explorer.standard().explore(story.with(players)).failure().orElseThrow();
                    String command = Stories.replay(failure).orElseThrow();

                    ReplayCommand replay = typed(bundle, command);

                    assertEquals(Main.RED, replay.tell(replay.chosen(), players), command + "\n" + bundle.said());
                    assertTrue(bundle.said().replaceAll("\\s+", " ").startsWith(story.name() + ": " + failure.reason().words()), bundle.said());
                }
            }
        }
    }
}
