package dev.pagewalk.bench.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WalkExplorerTest {
    private static final Path HANDOUTS = Path.of("../../handouts/figures");

    @Test
    void the_page_in_the_handouts_is_what_is_made_today() throws IOException {
        assertEquals(WalkExplorer.page(), Files.readString(HANDOUTS.resolve(WalkExplorer.FILE)), "to make it anew: grader/bench/figures");
    }

    @Test
    void it_is_one_small_file_that_loads_nothing() {
        String page = WalkExplorer.page();

        assertTrue(page.contains("default-src 'none'; script-src 'sha256-"), page.substring(0, 600));
        assertFalse(page.contains(" src=") || page.contains("http:") || page.contains("https:"), "loads something");
        assertFalse(page.contains("{{"), "something was left out");
        assertTrue(page.length() < 100_000, page.length() + " characters");
    }
}
