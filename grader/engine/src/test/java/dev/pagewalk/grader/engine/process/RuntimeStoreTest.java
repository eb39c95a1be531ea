package dev.pagewalk.grader.engine.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeStoreTest {
    @TempDir
    private Path directory;

    @Test
    void a_draft_of_a_grader_that_was_killed_is_cleared_away() throws IOException {
        RuntimeStore store = store();
        store.turn().close();
        Path draft = Files.createDirectories(place().resolve("image4711/image/bin"));

        store.turn().close();

        assertFalse(Files.exists(draft.getParent().getParent()));
    }

    @Test
    void nobody_waits_when_all_is_there() throws IOException {
        RuntimeStore store = store();
        try (Closeable first = store.turn()) {
            Path java = Files.createDirectories(place().resolve("image/bin")).resolve("java");
            assertTrue(Files.createFile(java).toFile().setExecutable(true));
            Files.writeString(place().resolve("classes.jsa.sha256"), "");

            store.turn().close();
        }
    }

    private RuntimeStore store() throws IOException {
        return new RuntimeStore(directory, List.of(), Archive.CLASSES, ProcessBuilder::start);
    }

    private Path place() throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.findFirst().orElseThrow();
        }
    }
}
