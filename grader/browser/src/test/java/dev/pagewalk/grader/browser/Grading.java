package dev.pagewalk.grader.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Grades submissions by the command, as a person does. */
final class Grading {
    static final Path GRADER = Path.of("..").toAbsolutePath().normalize();

    private Grading() {}

    static void into(Path out, Path... submissions) throws IOException, InterruptedException {
        Path target = GRADER.resolve("app/target");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                target.resolve("pagewalk-grader-app.jar") + ":" + target.resolve("lib") + "/*",
                "dev.pagewalk.grader.app.Main",
                "grade",
                "--out",
                out.toString()));
        for (Path submission : submissions) {
            assertTrue(Files.exists(submission), submission.toString());
            command.add(submission.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
