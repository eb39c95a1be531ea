package dev.pagewalk.grader.engine.report;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;

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
    public void append(String path, byte[] bytes) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(root.resolve(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Removes what a run that was killed left unfinished. Nobody else may be writing. */
    public void sweep() throws IOException {
        try (Stream<Path> files = Files.find(root, 2, DiskStore::isUnfinished)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean isUnfinished(Path file, BasicFileAttributes attributes) {
        return attributes.isRegularFile() && file.getFileName().toString().matches("\\.\\d+\\.tmp");
    }

    @Override
    public void remove(String path) throws IOException {
        Files.deleteIfExists(root.resolve(path));
    }
}
