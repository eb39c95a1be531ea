package dev.pagewalk.grader.app.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Starts programs of this machine and waits for them. */
final class Program {
    private Program() {}

    /**
     * How a program ended.
     *
     * @param code its exit code
     * @param text what it printed
     */
    record Ended(int code, String text) {}

    /** Runs it in a directory; what it prints is kept. */
    static Ended run(Path directory, List<String> command) throws BundleProblem {
        try {
            Path log = Files.createTempFile("bundle", ".log");
            try {
                Process process = new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
                return new Ended(process.waitFor(), Files.readString(log));
            } finally {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            throw new BundleProblem(command.get(0) + " cannot be started: is it installed and on the PATH?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BundleProblem("Interrupted.");
        }
    }

    /** Maven, as this system calls it. */
    static String maven() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows") ? "mvn.cmd" : "mvn";
    }

    /** The text of a file that must be there. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
