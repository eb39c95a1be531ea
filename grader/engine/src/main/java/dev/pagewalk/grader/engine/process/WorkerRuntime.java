package dev.pagewalk.grader.engine.process;

import java.nio.file.Path;
import java.util.List;

/**
 * A Java runtime for workers.
 *
 * @param home its directory
 * @param isSmall whether it holds no module but those that the checks need
 * @param flags what makes the most of it
 * @param files that it reads besides
 */
record WorkerRuntime(Path home, boolean isSmall, List<String> flags, List<Path> files) {
    /** The one that the grader itself runs on. */
    static WorkerRuntime plain() {
        return new WorkerRuntime(Path.of(System.getProperty("java.home")), false, List.of(), List.of());
    }

    String java() {
        return java(home);
    }

    static String java(Path home) {
        return home.resolve("bin").resolve("java").toString();
    }

    /** The same, with an archive of classes that are loaded already. */
    WorkerRuntime with(Archive kind, Path archive) {
        return new WorkerRuntime(home, isSmall, List.of(kind.read(archive)), List.of(archive));
    }
}
