package dev.pagewalk.grader.app.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Files by their paths.
 *
 * @param files paths with slashes, relative
 */
public record Tree(SortedMap<String, Blob> files) {

    /** Some of them. */
    public Tree only(Predicate<String> path) {
        SortedMap<String, Blob> some = new TreeMap<>(files);
        some.keySet().removeIf(path.negate());
        return new Tree(some);
    }

    /** Those below a directory, by their paths from there. */
    Tree below(String directory) {
        String start = directory + "/";
        SortedMap<String, Blob> some = new TreeMap<>();
        files.forEach((path, blob) -> {
            if (path.startsWith(start)) {
                some.put(path.substring(start.length()), blob);
            }
        });
        return new Tree(some);
    }

    /** All files of a directory on disk. */
    static Tree read(Path directory) throws IOException {
        SortedMap<String, Blob> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString().replace('\\', '/'), new Blob(Files.readAllBytes(file), false));
            }
        }
        return new Tree(files);
    }

    /** Puts all of them on disk. */
    void write(Path directory) throws IOException {
        for (Map.Entry<String, Blob> each : files.entrySet()) {
            Path file = directory.resolve(each.getKey());
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, each.getValue().bytes());
            if (each.getValue().executable() && !file.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + file + " executable");
            }
        }
    }
}
