package dev.pagewalk.grader.engine.batch;

import dev.pagewalk.grader.engine.report.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** A store whose process is killed at its n-th change to the disk: before it, in the middle of it, or after it. */
final class MortalStore implements FileStore {
    private final FileStore store;
    private final Path root;
    private final Moment moment;
    private final Runnable die;
    private int left;

    enum Moment {
        BEFORE,
        WITHIN,
        AFTER
    }

    MortalStore(FileStore store, Path root, int change, Moment moment, Runnable die) {
        this.store = store;
        this.root = root;
        this.left = change;
        this.moment = moment;
        this.die = die;
    }

    private interface Change {
        void make() throws IOException;
    }

    private synchronized void change(Change whole, Change half) throws IOException {
        if (--left != 0) {
            whole.make();
            return;
        }
        switch (moment) {
            case WITHIN -> half.make();
            case AFTER -> whole.make();
            default -> { }
        }
        die.run();
    }

    @Override
    public void write(String path, byte[] contents) throws IOException {
        change(() -> store.write(path, contents), () -> {
            Path unfinished = root.resolve(path).resolveSibling(".4711.tmp");
            Files.createDirectories(unfinished.getParent());
            Files.write(unfinished, half(contents));
        });
    }

    @Override
    public void append(String path, byte[] bytes) throws IOException {
        change(() -> store.append(path, bytes), () -> store.append(path, half(bytes)));
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        return store.read(path);
    }

    @Override
    public void remove(String path) throws IOException {
        change(() -> store.remove(path), () -> {});
    }
}
