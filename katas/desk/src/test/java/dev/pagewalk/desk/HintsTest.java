package dev.pagewalk.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HintsTest {
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
    void a_hint_may_go_on_in_the_next_line() {
        Hints hints = Hints.parse(List.of("[discrete]", "== 9.1", "", ". First", "  goes on.", ". Second."));

        assertEquals(List.of("First goes on.", "Second."), hints.of("9.1"));
    }
}
