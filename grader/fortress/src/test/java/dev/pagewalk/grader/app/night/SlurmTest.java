package dev.pagewalk.grader.app.night;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The array script on a real Slurm of one node, which lives as long as the test. Needs root, munge, slurmctld, slurmd. */
class SlurmTest {
    private static final Path SCRIPT = Path.of("../cluster/slurm-array.sh").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    @Test
    void an_array_and_a_merge_give_what_one_run_gives_byte_for_byte() throws Exception {
        Hall hall = new Hall(Files.createDirectory(directory.resolve("h")));
        Path marks = directory.resolve("marks");

        run(Map.of("CLASS", hall.classroom().toString(), "MARKS", marks.toString(), "SHARDS", "2",
                        "PAGEWALK", hall.pagewalk().toString(), "PAGEWALK_OPTIONS", "--katas k1", "SLURM_CI_CPUS", "4"),
                "bash", resource("one-node-slurm.sh").toString(),
                "sbatch", "--wait", "--array=0-1", "--output=" + directory.resolve("slurm-%a.out"), SCRIPT.toString());
        hall.run(hall.start("merge", marks + "/shard-1", marks + "/shard-2", "--out", marks + "/all"));
        hall.run(hall.grade(marks.resolve("one")));

        assertEquals(Hall.canonical(marks.resolve("one")), Hall.canonical(marks.resolve("all")));
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
}
