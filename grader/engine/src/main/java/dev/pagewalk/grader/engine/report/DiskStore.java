package dev.pagewalk.grader.engine.report;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A directory. A file appears under its name when all of it is there. */
public final class DiskStore implements FileStore {
    private final Path root;

    public DiskStore(Path root) {
        this.root = root;
    }

    @Override
    public void write(String path, byte[] contents) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Path unfinished = Files.createTempFile(file.getParent(), ".", ".tmp");
        try {
            Files.write(unfinished, contents);
            publish(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void publish(Path unfinished, Path file) throws IOException {
        try {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void remove(String path) throws IOException {
        Files.deleteIfExists(root.resolve(path));
    }
}
