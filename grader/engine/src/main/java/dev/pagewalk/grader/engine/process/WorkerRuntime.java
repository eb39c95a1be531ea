package dev.pagewalk.grader.engine.process;

import java.nio.file.Path;
import java.util.List;

/**
 * A Java runtime for workers.
 *
 * @param home its directory
 * @param isLinked whether the modules that workers run are part of it, and no others: then none is looked for when it starts
 * @param flags what makes the most of it
 * @param files that it reads besides
 */
record WorkerRuntime(Path home, boolean isLinked, List<String> flags, List<Path> files) {
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
        return new WorkerRuntime(home, isLinked, List.of(kind.read(archive)), List.of(archive));
    }
}
