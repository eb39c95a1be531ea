package dev.pagewalk.grader.engine.intake.exports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Recognises exports, packed or unpacked, by the names in them. */
public final class Exports {
    private static final int DEPTH = 2;

    private final Staging staging;
    private final Map<From, Platform> platforms = new TreeMap<>(Map.of(
            From.GRADESCOPE, new Gradescope(), From.MOODLE, new Moodle(), From.CLASSROOM, new Classroom(), From.CANVAS, new Canvas()));

    /** Where submissions come from. */
    public enum From {
        /** Whatever it looks like. */
        AUTO,
        /** No platform: directories and archives. */
        PLAIN,
        GRADESCOPE,
        MOODLE,
        CLASSROOM,
        CANVAS
    }

    /** @param staging where exports are unpacked */
    public Exports(Staging staging) {
        this.staging = staging;
    }

    /**
     * The parts of an export; nothing if it is none.
     *
     * @throws IOException if it is one, and cannot be read
     */
    public Optional<List<Exported>> read(Path path, From from) throws IOException {
        if (from == From.PLAIN) {
            return Optional.empty();
        }
        boolean isZip = Files.isRegularFile(path) && path.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
        List<String> paths = isZip ? pathsOfZip(path) : Files.isDirectory(path) ? paths(path) : List.of();
        for (Map.Entry<From, Platform> each : platforms.entrySet()) {
            boolean asked = from == From.AUTO || from == each.getKey();
            if (asked && each.getValue().knows(paths)) {
                return Optional.of(each.getValue().read(isZip ? staging.unpack(path) : path, staging));
            }
        }
        return Optional.empty();
    }

    /** What is no archive at all is somebody else's business. */
    private static List<String> pathsOfZip(Path zip) {
        try {
            return Staging.paths(zip);
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }

    private static List<String> paths(Path directory) throws IOException {
        List<String> paths = new ArrayList<>();
        try (Stream<Path> all = Files.walk(directory, DEPTH)) {
            all.filter(path -> !path.equals(directory)).forEach(path -> {
                String relative = directory.relativize(path).toString().replace('\\', '/');
                paths.add(Files.isDirectory(path) ? relative + "/" : relative);
            });
        }
        return paths;
    }
}
