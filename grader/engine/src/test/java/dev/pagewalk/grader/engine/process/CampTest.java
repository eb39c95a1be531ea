package dev.pagewalk.grader.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampTest {
    @TempDir
    private Path place;

    @Test
    void what_a_grader_left_that_was_killed_is_cleared_away() throws IOException {
        Path dead = place.resolve("pagewalk-1");
        Files.createDirectories(dead.resolve("2"));
        Files.createFile(dead.resolve("lock"));
        Files.createFile(dead.resolve("2/s"));

        Camp.pitch(place).close();

        assertEquals(List.of(), children());
    }

    @Test
    void the_camp_of_a_grader_that_lives_stays() throws IOException {
        try (Camp one = Camp.pitch(place);
                Camp other = Camp.pitch(place)) {
            assertTrue(Files.exists(one.workplace().directory()));
            assertTrue(Files.exists(other.workplace().directory()));
            assertEquals(2, children().size());
        }
    }

    @Test
    void what_was_never_a_camp_stays() throws IOException {
        Path notes = Files.createDirectory(place.resolve("pagewalk-notes"));

        Camp.pitch(place).close();

        assertEquals(List.of(notes), children());
    }

    private List<Path> children() throws IOException {
        try (Stream<Path> all = Files.list(place)) {
            return all.toList();
        }
    }
}
