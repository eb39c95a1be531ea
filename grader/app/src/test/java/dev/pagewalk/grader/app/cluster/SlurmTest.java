package dev.pagewalk.grader.app.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The array script on a real Slurm of one node, which lives as long as the test. Needs root, munge, slurmctld, slurmd. */
@Tag("slow")
class SlurmTest {
    private static final Path SUBMISSIONS = Path.of("../submissions/k1").toAbsolutePath().normalize();
    /** They cost the grader next to nothing. */
    private static final List<String> CHEAP = List.of("does-not-compile", "empty", "not-utf-8", "wrong-signature");

    @TempDir
    Path directory;

    @Test
    void an_array_and_a_merge_give_what_one_run_gives_byte_for_byte() throws Exception {
        Path classroom = classroom();
        Path pagewalk = pagewalk();
        Path marks = directory.resolve("marks");

        run(Map.of("CLASS", classroom.toString(), "MARKS", marks.toString(), "SHARDS", "2", "PAGEWALK", pagewalk.toString(),
                        "PAGEWALK_OPTIONS", "--katas k1", "SLURM_CI_CPUS", "4"),
                "bash", resource("one-node-slurm.sh").toString(),
                "sbatch", "--wait", "--array=0-1", "--output=" + directory.resolve("slurm-%a.out"),
                Path.of("../cluster/slurm-array.sh").toAbsolutePath().normalize().toString());
        run(Map.of(), pagewalk.toString(), "merge", marks + "/shard-1", marks + "/shard-2", "--out", marks + "/all");
        run(Map.of(), pagewalk.toString(), "grade", classroom.toString(), "--out", marks + "/one", "--katas", "k1");

        assertEquals(canonical(marks.resolve("one")), canonical(marks.resolve("all")));
    }

    private Path classroom() throws IOException {
        Path classroom = directory.resolve("class");
        for (String id : CHEAP) {
            try (Stream<Path> files = Files.walk(SUBMISSIONS.resolve(id))) {
                for (Path file : files.toList()) {
                    Path copy = classroom.resolve(SUBMISSIONS.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        return classroom;
    }

    /** The command as it stands on this test's class path. */
    private Path pagewalk() throws IOException {
        Path script = directory.resolve("pagewalk");
        Files.writeString(script, "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                + System.getProperty("java.class.path") + "' dev.pagewalk.grader.app.Main \"$@\"\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path resource(String name) throws Exception {
        return Path.of(SlurmTest.class.getResource("/dev/pagewalk/grader/app/" + name).toURI());
    }

    private void run(Map<String, String> environment, String... command) throws Exception {
        Path output = directory.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        assertEquals(0, code, () -> String.join(" ", command) + "\n" + texts(output));
    }

    private String texts(Path output) {
        try (Stream<Path> files = Files.list(directory)) {
            List<String> texts = new ArrayList<>(List.of(Files.readString(output)));
            for (Path file : files.filter(each -> each.toString().endsWith(".out")).toList()) {
                texts.add(Files.readString(file));
            }
            return String.join("\n", texts);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Map<String, String> canonical(Path out) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = out.relativize(file).toString();
                if (!name.matches("journal\\.jsonl|runs\\.jsonl|\\.pagewalk\\.lock|.*run\\.json")) {
                    texts.put(name, Files.readString(file));
                }
            }
        }
        return texts;
    }
}
