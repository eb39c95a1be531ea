package dev.pagewalk.desk.bench;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/**
 * Where sources are, and where what is compiled from them goes. Paths as text: it is sent from process to process.
 *
 * @param main the exercises' sources
 * @param tests the visible tests' sources
 * @param scratch a folder of the desk's own
 */
public record Workshop(String main, String tests, String scratch) implements Serializable {
    static final String PACKAGE = "dev.pagewalk.katas.";

    /** The workshop in a bundle's folder. */
    public static Workshop in(Path home) {
        Path exercises = home.resolve("exercises/src");
        return new Workshop(
                exercises.resolve("main/java").toString(),
                exercises.resolve("test/java").toString(),
                home.resolve(".kata/classes").toString());
    }

    /** Where Java looks for sources that others mention. */
    List<Path> sourcePath() {
        return List.of(Path.of(main), Path.of(tests));
    }

    /** A class's source file below one of the two. */
    static Path source(String root, String className) {
        return Path.of(root).resolve(className.replace('.', '/') + ".java");
    }

    /** What is compiled for a class and what it mentions. */
    Path classes(String className) {
        return Path.of(scratch).resolve(className.substring(className.lastIndexOf('.') + 1));
    }
}
