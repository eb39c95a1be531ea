package dev.pagewalk.grader.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.engine.Toy;
import dev.pagewalk.grader.engine.process.WorkerLauncher.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that start from a runtime of their own, and what happens when it is no good. */
@Tag("slow") // links a runtime twice
class LinkedRuntimeTest {
    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();

    @Test
    void workers_start_from_a_runtime_that_holds_their_modules_or_from_the_jdk_if_it_is_broken() throws Exception {
        String first = start();
        assertTrue(first.startsWith("jlink image, classes."), first);
        assertEquals(first, start());
        assertEquals(1, said.size(), "only the first one waits");

        breakIt();
        assertEquals("JDK", start());
    }

    /** What a new grader's worker started with. */
    private String start() throws IOException, InfraException {
        try (WorkerLauncher launcher = new WorkerLauncher(Toy.CURRICULUM, Toy.LIMITS, Toy.modules(), ProcessBuilder::start)) {
            launcher.speedUp(directory, channel -> null, said::add);
            launcher.start(Mode.RUN).close();
            return launcher.startsWith();
        }
    }

    /** An image that does not run, and no archive, as after a copy that was cut short. */
    private void breakIt() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            for (Path each : files) {
                String name = String.valueOf(each.getFileName());
                if (name.startsWith("classes.") && !each.toString().contains("image")) {
                    Files.delete(each);
                } else if (name.equals("modules")) {
                    Files.writeString(each, "");
                }
            }
        }
    }
}
