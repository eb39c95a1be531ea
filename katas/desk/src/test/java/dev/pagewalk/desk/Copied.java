package dev.pagewalk.desk;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The exercises in an empty folder, as a bundle has them, and the command there. */
final class Copied {
    private static final Path EXERCISES = Path.of("../exercises");

    final Path home;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    Copied(Path home) throws IOException {
        this.home = home;
        for (String part : List.of("src", "hints")) {
            try (Stream<Path> files = Files.walk(EXERCISES.resolve(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path to = home.resolve("exercises").resolve(EXERCISES.relativize(file).toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
            }
        }
        for (Kata kata : Kata.ALL) {
            Files.write(kata.source(home), Stubs.of(kata));
        }
    }

    /** Calls the command; its exit code. */
    int kata(String... args) {
        return commandLine().execute(args);
    }

    /** The command, to be called; forgets what was printed. */
    CommandLine commandLine() {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Ink ink = new Ink(false, true, 80);
        return Main.commandLine(() -> new Desk(home), ink, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    /** What the last call printed. */
    String said() {
        return out.toString() + err;
    }

    Path source(String kata) {
        return Kata.called(kata).source(home);
    }

    /** Replaces something in a kata's file. */
    void edit(String kata, String from, String to) throws IOException {
        String before = Files.readString(source(kata));
        if (!before.contains(from)) {
            throw new IllegalArgumentException(from + " is not in " + source(kata));
        }
        Files.writeString(source(kata), before.replace(from, to));
    }
}
