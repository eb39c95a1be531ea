package dev.pagewalk.grader.engine.isolation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a confined process gets to see of the file system, all of it read-only.
 *
 * @param runtimes directories of a Java runtime
 * @param classes jars and directories of classes
 * @param socket the one socket that it may connect to, if any
 */
public record Grants(List<Path> runtimes, List<Path> classes, List<Path> socket) {
    /** For a process that is not spoken to. */
    public static Grants of(List<Path> runtimes, List<Path> classes) {
        return new Grants(runtimes, classes, List.of());
    }

    /** The same, and this socket. */
    public Grants withSocket(Path path) {
        return new Grants(runtimes, classes, List.of(path));
    }

    /** Every path. */
    List<Path> paths() {
        List<Path> all = new ArrayList<>();
        Stream.of(runtimes, classes, socket).forEach(all::addAll);
        return all;
    }
}
