package dev.pagewalk.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class InkTest {
    private static final Ink PLAIN = new Ink(false, false, 20);

    @Test
    void what_ascii_lacks_is_written_in_ascii() {
        assertEquals("+ 2 -> 1 ... \"Muller\" ?", PLAIN.plain("✓ 2 → 1 … “Müller” 漢"));
    }

    @Test
    void unicode_stays_where_it_is_shown() {
        assertEquals("✓ 2 → 1", new Ink(false, true, 20).plain("✓ 2 → 1"));
    }

    @Test
    void without_colours_nothing_is_painted() {
        assertEquals("red", PLAIN.red("red"));
        assertTrue(new Ink(true, true, 20).red("red").startsWith("\u001b["));
    }

    @Test
    void a_long_line_is_broken_at_spaces_and_goes_on_further_right() {
        assertEquals(List.of("  one two three four", "    five six"), PLAIN.wrap("one two three four five six", 2));
        assertEquals(List.of("  one two three four", "  five six"), PLAIN.fill("one two three four five six", 2));
    }

    @Test
    void a_word_that_is_too_long_is_broken_anywhere() {
        for (String line : PLAIN.wrap("x".repeat(90), 4)) {
            assertFalse(line.length() > 20, line);
        }
    }
}
