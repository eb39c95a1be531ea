package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.engine.report.FileStore;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;

/** Results kept in memory. */
final class MemoryStore implements FileStore {
    private final TreeMap<String, byte[]> files = new TreeMap<>();

    MemoryStore with(String path, String text) {
        write(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    @Override
    public void write(String path, byte[] contents) {
        files.put(path, contents);
    }

    @Override
    public void append(String path, byte[] bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(files.getOrDefault(path, new byte[0]));
        all.writeBytes(bytes);
        files.put(path, all.toByteArray());
    }

    @Override
    public Optional<byte[]> read(String path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public void remove(String path) {
        files.remove(path);
    }
}
