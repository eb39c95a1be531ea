package dev.pagewalk.grader.app.autograder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code pagewalk autograder} packs, unpacked and run in folders that look like the platforms'. */
class PackedTest {
    private static final Path SUBMISSIONS = Path.of("../submissions/k1");

    @TempDir
    private static Path directory;

    private static Path autograder;
    private static Path grade;

    @BeforeAll
    static void pack_and_unpack() throws Exception {
        autograder = directory.resolve("autograder");
        unpack(pack("gradescope"), autograder.resolve("source"));
        Files.copy(autograder.resolve("source/run_autograder"), autograder.resolve("run_autograder"));
        copy("wrong-rss-of-one-vma-only", autograder.resolve("submission"));
        grade = directory.resolve("grade");
        unpack(pack("prairielearn"), grade);
        copy("does-not-compile", grade.resolve("student"));
    }

    @Test
    void gradescope_gets_results() throws Exception {
        assertEquals(0, run("bash", autograder.resolve("run_autograder").toString()), PackedTest::said);

        JsonNode results = results(autograder);
        assertTrue(results.path("score").asInt() > 0, results::toString);
        assertTrue(results.path("score").asInt() < 100, results::toString);
        assertTrue(tests(results).stream().anyMatch(test -> test.path("output").asText().contains("holes do not count")), results::toString);
    }

    @Test
    void prairielearn_gets_results() throws Exception {
        assertEquals(0, run("sh", grade.resolve("serverFilesCourse/pagewalk/run").toString(), "--katas", "k1"), PackedTest::said);

        assertTrue(results(grade).has("gradable"), () -> results(grade).toString());
        JsonNode info = json(grade.resolve("questions/pagewalk-k1/info.json"));
        assertEquals("/grade/serverFilesCourse/pagewalk/run --katas k1", info.at("/externalGradingOptions/entrypoint").asText());
        assertTrue(Files.readString(grade.resolve("questions/pagewalk-k1/question.html")).contains("file-names=\"RefcountKata.java\""));
    }

    @Test
    void results_are_there_before_anything_is_graded() throws Exception {
        Path here = withPagewalk("cat \"$(dirname \"$0\")/../../results/results.json\"");

        assertEquals(0, run("sh", here.resolve("run_autograder").toString()), PackedTest::said);

        assertEquals(0, new ObjectMapper().readTree(said()).path("score").asInt(-1), PackedTest::said);
    }

    @Test
    void a_failure_of_the_graders_own_is_no_score() throws Exception {
        Path here = withPagewalk("exit 3");

        assertEquals(3, run("sh", here.resolve("run_autograder").toString()), PackedTest::said);

        assertFalse(Files.exists(here.resolve("results/results.json")));
    }

    /** Needs a JDK with jlink and, where they are missing, the rights to install packages. */
    @Test
    @Tag("slow")
    void the_image_is_set_up() throws Exception {
        assertEquals(0, run("sh", autograder.resolve("source/setup.sh").toString()), PackedTest::said);
    }

    private static Path pack(String platform) throws Exception {
        Path zip = directory.resolve(platform + ".zip");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dpagewalk.home=" + Path.of("../..").toRealPath(),
                "-cp", System.getProperty("java.class.path"), "dev.pagewalk.grader.app.Main"));
        command.addAll(List.of("autograder", platform, "--katas", "k1", "--salt", "a \"quoted\" salt", "--out", zip.toString()));
        assertEquals(0, run(command.toArray(new String[0])), PackedTest::said);
        return zip;
    }

    /** A folder like Gradescope's, with a grader that only does this. */
    private static Path withPagewalk(String script) throws IOException {
        Path here = Files.createTempDirectory(directory, "autograder");
        Files.createDirectories(here.resolve("source/bin"));
        Files.copy(autograder.resolve("run_autograder"), here.resolve("run_autograder"));
        Files.writeString(here.resolve("source/bin/pagewalk"), script + "\n");
        return here;
    }

    private static void unpack(Path file, Path to) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            for (ZipArchiveEntry entry : (Iterable<ZipArchiveEntry>) () -> zip.getEntries().asIterator()) {
                Path target = to.resolve(entry.getName());
                if (!entry.isDirectory()) {
                    Files.createDirectories(target.getParent());
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                    if ((entry.getUnixMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
    }

    private static void copy(String submission, Path to) throws IOException {
        Files.createDirectories(to);
        Files.copy(SUBMISSIONS.resolve(submission).resolve("RefcountKata.java"), to.resolve("RefcountKata.java"));
    }

    private static JsonNode results(Path root) {
        return json(root.resolve("results/results.json"));
    }

    private static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static List<JsonNode> tests(JsonNode results) {
        return StreamSupport.stream(results.path("tests").spliterator(), false).toList();
    }

    private static String said() {
        try {
            return Files.readString(directory.resolve("log.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log.txt").toFile())
                .start()
                .waitFor();
    }
}
