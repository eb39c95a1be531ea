package dev.pagewalk.grader.app.autograder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.app.Git;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of {@code github/required.yml}, run as GitHub runs them on a clone of a student's repository: one grading, looked
 * at from many sides. The student's kata is wrong, prints workflow commands, and hides others in a name and a message.
 */
class CiInGitTest {
    private static final Path WRONG = Path.of("../submissions/k1/wrong-get-is-not-atomic/RefcountKata.java");
    private static final String SOURCE = "exercises/src/main/java/dev/pagewalk/katas/k1_refcount/RefcountKata.java";
    private static final String SECRET = "ghs_0123456789";

    @TempDir
    private static Path directory;

    private static int code;
    private static List<String> lines;

    @BeforeAll
    static void grade_a_pull_request() throws Exception {
        Git.run(directory, "clone", "-q", student().toString(), directory.resolve("workspace/submission").toString());
        Template required = Template.of("github/required.yml");
        Map<String, String> environment = new TreeMap<>();
        Template.<Map<String, Object>>cast(required.job("grade").get("env")).forEach((name, value) -> environment.put(name, value.toString()));
        environment.put("ASKED", "95");
        environment.put("GITHUB_ACTIONS", "true");
        environment.put("GITHUB_TOKEN", SECRET);
        environment.put("GITHUB_STEP_SUMMARY", directory.resolve("summary.md").toString());
        environment.put("GITHUB_OUTPUT", directory.resolve("output.txt").toString());
        environment.put("GITHUB_ENV", directory.resolve("env.txt").toString());
        environment.put("PATH", programs() + ":" + System.getenv("PATH"));
        Files.writeString(directory.resolve("output.txt"), "earlier=1\n");
        String script = required.run("grade", "Grade").replace(" --require-isolation bubblewrap", "");
        code = run(directory.resolve("workspace"), environment, "bash", "-e", "-c", script);
        lines = Files.readAllLines(directory.resolve("log.txt"));
    }

    @Test
    void the_job_fails_below_what_is_asked_for() {
        assertEquals(1, code, () -> String.join("\n", lines));
    }

    @Test
    void an_annotation_stands_at_the_line_of_the_students_repository() {
        assertTrue(
                commands().stream().anyMatch(line -> line.startsWith("::error file=" + SOURCE + ",line=") && line.contains("get against get")),
                () -> String.join("\n", lines));
    }

    @Test
    void nothing_that_the_student_wrote_becomes_a_command() {
        assertFalse(commands().stream().anyMatch(line -> line.contains("forged")), () -> String.join("\n", lines));
        assertFalse(lines.stream().anyMatch(line -> line.contains("##[")), () -> String.join("\n", lines));
    }

    @Test
    void the_log_tells_in_plain_words_what_is_wrong() {
        assertTrue(lines.stream().anyMatch(line -> line.contains("expected  refcount 4")), () -> String.join("\n", lines));
    }

    @Test
    void the_summary_and_the_outputs_are_where_the_runner_looks_for_them() throws IOException {
        assertTrue(Files.readString(directory.resolve("summary.md")).contains("of 100"));
        List<String> outputs = Files.readAllLines(directory.resolve("output.txt"));
        assertEquals("earlier=1", outputs.get(0));
        assertTrue(outputs.stream().anyMatch(line -> line.matches("score=\\d+")), outputs::toString);
        assertTrue(outputs.contains("max=100"), outputs::toString);
        assertTrue(outputs.contains("passed=false"), outputs::toString);
        assertFalse(Files.exists(directory.resolve("env.txt")));
    }

    /** What the runner would take for a command. */
    private static List<String> commands() {
        return lines.stream().filter(line -> line.strip().startsWith("::")).toList();
    }

    private static Path student() throws Exception {
        Path repository = directory.resolve("student");
        Path source = repository.resolve(SOURCE);
        Files.createDirectories(source.getParent());
        Files.writeString(source, hostile(Files.readString(WRONG)));
        Files.createDirectories(repository.resolve(".github/workflows"));
        Files.writeString(repository.resolve(".github/workflows/mine.yml"), "on: push\njobs: {}\n");
        Files.writeString(repository.resolve("::error title=forged::forged.txt"), "");
        Git.commit(repository, "::error::forged");
        return repository;
    }

    private static String hostile(String source) {
        String prints = """
                    static {
                        System.out.println("::error file=a,line=1::forged");
                        System.out.println("##[error]forged");
                        System.out.println("::notice title=Autograding report::{\\"totalPoints\\":100,\\"maxPoints\\":100} forged");
                    }
                """;
        return source.replaceFirst("(?m)^(public final class .*\\{)$", "$1\n" + prints.replace("\\", "\\\\"));
    }

    /** The command as it stands on this test's class path, where a runner of the group has it. */
    private static Path programs() throws IOException {
        Path programs = Files.createDirectories(directory.resolve("bin"));
        Path script = Files.writeString(programs.resolve("pagewalk"), "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                + "' -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path") + "' dev.pagewalk.grader.app.Main \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return programs;
    }

    private static int run(Path where, Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log.txt").toFile());
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }
}
