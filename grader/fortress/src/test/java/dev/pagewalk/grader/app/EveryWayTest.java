package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pagewalk.grader.engine.Limits;
import dev.pagewalk.grader.engine.isolation.Level;
import dev.pagewalk.grader.engine.process.ModulePath;
import dev.pagewalk.grader.engine.process.ProcessStarter;
import dev.pagewalk.grader.engine.process.Worker;
import dev.pagewalk.grader.engine.process.WorkerLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers come up, and end, however they are confined: what is better than a way is said to be missing here. */
class EveryWayTest {
    private static final Map<Level, List<String>> MISSING = Map.of(
            Level.BUBBLEWRAP, List.of(),
            Level.NAMESPACES, List.of("/bwrap"),
            Level.USER, List.of("/bwrap", "/unshare"),
            Level.LIMITS, List.of("/bwrap", "/unshare", "/setpriv"));

    @TempDir
    private static Path directory;

    private static ModulePath modules;

    /** Another user has to read them, and where Maven keeps them it may not. */
    @BeforeAll
    static void everybody_may_read_the_classes() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":")) {
            copies.add(copy(Path.of(entry), directory.resolve(String.valueOf(copies.size()))).toString());
        }
        modules = ModulePath.of(copies);
    }

    private static Path copy(Path entry, Path to) throws IOException {
        if (Files.isRegularFile(entry)) {
            Files.createDirectory(to);
            return Files.copy(entry, to.resolve(String.valueOf(entry.getFileName())));
        }
        if (Files.isDirectory(entry)) {
            try (Stream<Path> files = Files.walk(entry)) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(entry.relativize(file).toString()));
                }
            }
        }
        return to;
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void a_worker_comes_up_and_ends_with_the_grader(Level level) throws Exception {
        assumeTrue(level != Level.USER || "root".equals(System.getProperty("user.name")), "nobody else may become another user");
        AtomicReference<Process> last = new AtomicReference<>();
        ProcessStarter starter = command -> {
            refuse(command.command(), MISSING.get(level));
            last.set(command.start());
            return last.get();
        };
        try (WorkerLauncher launcher = new WorkerLauncher(Wiring.grading(List.of("k1")), Limits.DEFAULT, modules, starter);
                Worker worker = launcher.start(WorkerLauncher.Mode.RUN)) {
            assertEquals(level, launcher.isolation());
            assertFalse(worker.cpu().isZero());

            last.get().getOutputStream().close(); // as the kernel does when the grader is killed

            last.get().onExit().get(1, TimeUnit.MINUTES);
        }
    }

    private static void refuse(List<String> command, List<String> tools) throws IOException {
        if (command.stream().anyMatch(word -> tools.stream().anyMatch(word::endsWith))) {
            throw new IOException("not installed");
        }
    }
}
