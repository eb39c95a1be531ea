package dev.pagewalk.grader.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for one worker, for nobody but this user, and gone when the worker is. */
final class Workplace implements AutoCloseable {
    /** The longest path that every system takes as the address of a socket. */
    private static final int MAX_SOCKET_PATH = 90;

    private final Path directory;

    Workplace() throws IOException {
        directory = create();
    }

    private static Path create() throws IOException {
        Path usual = Files.createTempDirectory("pagewalk");
        Path fallback = Path.of("/tmp");
        if (usual.toString().length() < MAX_SOCKET_PATH || !Files.isWritable(fallback)) {
            return usual;
        }
        Files.delete(usual);
        return Files.createTempDirectory(fallback, "pagewalk");
    }

    Path socket() {
        return directory.resolve("s");
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
