package dev.pagewalk.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.debug.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HintsTest {
    private static final Pattern READ = Pattern.compile(" Read handout (\\d), \"([^\"]+)\"\\.$");

    @Test
    void every_task_of_every_kata_has_three_hints() {
        for (Kata kata : Kata.ALL) {
            Hints hints = Hints.of(Path.of(".."), kata);
            for (String task : hints.tasks()) {
                assertEquals(3, hints.of(task).size(), task);
            }
        }
    }

    @Test
    void every_rule_has_a_question_and_says_what_to_read() throws IOException {
        Hints hints = Hints.ofRules(Path.of(".."));

        for (Rule rule : Rule.values()) {
            assertEquals(1, hints.of(rule.name()).size(), rule.name());
            Matcher read = READ.matcher(hints.of(rule.name()).get(0));
            assertTrue(read.find(), rule.name());
            assertTrue(handout(read.group(1)).contains("= " + read.group(2) + "\n"), rule.name() + ": " + read.group());
        }
        assertEquals(Rule.values().length, hints.tasks().size());
    }

    private static String handout(String number) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../../handouts"))) {
            return Files.readString(files.filter(file -> file.getFileName().toString().startsWith("kata-" + number + "-")).findFirst().orElseThrow());
        }
    }

    @Test
    void a_hint_may_go_on_in_the_next_line() {
        Hints hints = Hints.parse(List.of("[discrete]", "== 9.1", "", ". First", "  goes on.", ". Second."));

        assertEquals(List.of("First goes on.", "Second."), hints.of("9.1"));
    }
}
