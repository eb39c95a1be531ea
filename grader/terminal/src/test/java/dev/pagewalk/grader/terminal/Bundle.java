package dev.pagewalk.grader.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The exercises in an empty folder, as a bundle has them. */
final class Bundle {
    private static final Path HOUSE = Path.of("../..");
    private static final String KATA = "k1_refcount/RefcountKata.java";
    private static final Pattern STUB = Pattern.compile("(?m)^ *// (?:STUB .*|BEGIN SOLUTION.*|END SOLUTION)\n");

    private final Path home;

    Bundle(Path home) throws IOException {
        this.home = home;
        Path exercises = HOUSE.resolve("katas/exercises");
        for (String part : List.of("src", "hints")) {
            try (Stream<Path> files = Files.walk(exercises.resolve(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path to = home.resolve("exercises").resolve(exercises.relativize(file).toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
            }
        }
    }

    /** The command line of the desk here. */
    List<String> kata(String... args) {
        List<String> command = java("-Dpagewalk.katas=" + home, "-Djdk.console=java.base", "-Dstdout.encoding=UTF-8", "-Dsun.stdout.encoding=UTF-8");
        command.add("dev.pagewalk.desk.Main");
        command.addAll(List.of(args));
        return command;
    }

    /** The command line of the grader. */
    static List<String> pagewalk(String... args) {
        List<String> command = java("-Djdk.console=java.base");
        command.add("dev.pagewalk.grader.app.Main");
        command.addAll(List.of(args));
        return command;
    }

    private static List<String> java(String... options) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return command;
    }

    /** Kata 1's file, as it is now. */
    String source() throws IOException {
        return Files.readString(file());
    }

    /** Saves kata 1's file. */
    void save(String source) throws IOException {
        Files.writeString(file(), source);
    }

    private Path file() {
        return home.resolve("exercises/src/main/java/dev/pagewalk/katas").resolve(KATA);
    }

    /** Kata 1, right. */
    static String right() throws IOException {
        String solution = Files.readString(HOUSE.resolve("solutions/src/main/java/dev/pagewalk/solutions").resolve(KATA));
        return STUB.matcher(solution).replaceAll("").replace("package dev.pagewalk.solutions.", "package dev.pagewalk.katas.");
    }
}
