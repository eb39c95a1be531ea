package dev.pagewalk.grader.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory for one worker, for nobody but its user, and gone when the worker is. */
final class Workplace implements AutoCloseable {
    private final Path directory;

    Workplace(Path directory) {
        this.directory = directory;
    }

    Path socket() {
        return directory.resolve("s");
    }

    Path directory() {
        return directory;
    }

    /** Makes it the directory of the user that the worker runs as, so that no other worker gets in. */
    void giveTo(int user) throws IOException {
        Files.setAttribute(directory, "unix:uid", user);
    }

    @Override
    public void close() throws IOException {
        try {
            Camp.delete(directory);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
