package dev.pagewalk.grader.engine.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void control_characters_are_shown_and_not_obeyed() {
        assertEquals("\\u001b[31mred\\u0007\\u000d\\u0000", Text.clean("\u001b[31mred\u0007\r\0", 100));
    }

    @Test
    void bidirectional_controls_and_half_surrogates_are_shown() {
        assertEquals("a\\u202eb\\ud800c", Text.clean("a\u202Eb\ud800c", 100));
    }

    @Test
    void lines_tabs_and_letters_of_all_scripts_stay() {
        assertEquals("ü 漢\t\uD83D\uDE00\n", Text.clean("ü 漢\t\uD83D\uDE00\n", 100));
    }

    @Test
    void a_long_text_is_cut_between_characters() {
        assertEquals("\uD83D\uDE00\uD83D\uDE00 …", Text.clean("\uD83D\uDE00".repeat(9), 2));
    }

    @Test
    void a_line_has_no_line_feed() {
        assertEquals("a b c", Text.line("a\nb\tc", 100));
    }
}
