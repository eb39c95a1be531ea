package dev.pagewalk.grader.engine;

import dev.pagewalk.grader.engine.intake.Digest;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A hash of the classes and texts in a jar or directory, the same for both, whenever they were built. */
final class Fingerprint {

    private Fingerprint() {}

    static String of(Path... places) throws IOException {
        Digest digest = new Digest();
        for (Path place : places) {
            add(digest, place);
        }
        return digest.hex();
    }

    private static void add(Digest digest, Path place) throws IOException {
        if (Files.isDirectory(place)) {
            addTree(digest, place);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                addTree(digest, jar.getPath("/"));
            }
        }
    }

    private static void addTree(Digest digest, Path root) throws IOException {
        for (Path file : classes(root)) {
            digest.add(name(root, file), Files.readAllBytes(file));
        }
    }

    private static List<Path> classes(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().matches(".*\\.(class|txt)"))
                    .filter(file -> !file.toString().endsWith("module-info.class"))
                    .sorted(Comparator.comparing(file -> name(root, file)))
                    .toList();
        }
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
