package dev.pagewalk.grader.app.dev;

import dev.pagewalk.grader.api.Kata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the sources are.
 *
 * @param root the directory with {@code katas}, {@code solutions}, {@code grader} and {@code handouts} in it
 */
public record House(Path root) {
    private static final String JAVA = "src/main/java";

    /** The interface that a kata implements. */
    public Path contract(Kata kata) {
        return root.resolve("katas/core").resolve(JAVA).resolve(file(kata.contract().getName()));
    }

    /** What students edit. */
    public Path stub(Kata kata) {
        return root.resolve("katas/exercises").resolve(JAVA).resolve(file(kata.className()));
    }

    /** What stubs are cut from. */
    public Path reference(Kata kata) {
        return root.resolve("solutions").resolve(JAVA).resolve(file(kata.referenceClassName()));
    }

    /** The folder with the visible tests of a kata. */
    public Path visibleTests(Kata kata) {
        return root.resolve("katas/exercises/src/test/java").resolve(file(kata.className())).resolveSibling("");
    }

    /** The hints of a kata. */
    public Path hints(Kata kata) {
        return root.resolve("katas/exercises/hints").resolve(kata.id() + ".adoc");
    }

    /** The handout of a kata. */
    public Path handout(Kata kata) {
        String start = "kata-" + number(kata) + "-";
        return below(root.resolve("handouts"), ".adoc").stream()
                .filter(file -> file.getFileName().toString().startsWith(start))
                .findFirst()
                .orElse(root.resolve("handouts").resolve(start + "….adoc"));
    }

    /** For example {@code 3} of {@code k3}. */
    static String number(Kata kata) {
        return kata.id().substring(1);
    }

    private static String file(String className) {
        return className.replace('.', '/') + ".java";
    }

    /** A path as people write it. */
    public String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** The text of a file, empty if there is none. */
    static String text(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files below a directory with an ending, none if there is no directory; what was built is left out. */
    static List<Path> below(Path directory, String ending) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ending) && Files.isRegularFile(file))
                    .filter(file -> !file.toString().replace('\\', '/').matches(".*/(target|node_modules|\\.git)/.*"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
