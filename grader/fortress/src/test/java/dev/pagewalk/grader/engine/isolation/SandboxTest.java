package dev.pagewalk.grader.engine.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to confine, tried by itself with a shell. */
class SandboxTest {
    private static final Grants SHELL = Grants.of(List.of(), Stream.of("/usr/bin", "/bin").map(Path::of).toList());

    private static Stream<Sandbox> everyWay() {
        return Tools.isAlmighty()
                ? Stream.of(new Bubblewrap(), new Namespaces(), new OtherUser())
                : Stream.of(new Bubblewrap(), new Namespaces());
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void a_command_runs_and_its_exit_code_comes_back(Sandbox way) throws Exception {
        assertEquals(7, run(way, "exit 7"));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void nothing_is_written_to_the_system(Sandbox way) throws Exception {
        Path trace = Path.of("/etc/pagewalk-was-here");

        assertTrue(run(way, "touch " + trace) != 0);
        assertFalse(Files.exists(trace));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void files_are_limited_in_size(Sandbox way) throws Exception {
        assertTrue(run(way, "head -c 40000000 /dev/zero > /tmp/large && test $(stat -c %s /tmp/large) = 40000000") != 0);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void the_network_is_out_of_reach(Sandbox way) throws Exception {
        assumeTrue(way.level().compareTo(Level.NAMESPACES) >= 0);

        assertEquals(0, run(way, "test $(grep -c : /proc/net/dev) -le 1"));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void an_almighty_grader_gives_its_rights_to_nobody(Sandbox way) throws Exception {
        assumeTrue(Tools.isAlmighty());

        assertEquals(0, run(way, "test $(id -u) -ge 64000 && grep -q 'CapBnd:.0000000000000000' /proc/self/status"));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void killing_the_sandbox_kills_what_hides_in_it(Sandbox way) throws Exception {
        Sandbox.Confined confined = way.confine(
                List.of("/bin/sh", "-c", "trap '' TERM HUP INT; (setsid sleep 98765 &) ; echo ready; sleep 98765"), SHELL);
        Process process = new ProcessBuilder(confined.command()).start();
        assertEquals("ready", process.inputReader().readLine());

        process.destroyForcibly().waitFor();
        confined.sweep().run();

        assertTrue(dies("sleep\u000098765"));
    }

    @Test
    void what_does_not_run_is_not_chosen() {
        Sandbox chosen = Sandboxes.best(List.of("/nowhere/java"), Grants.of(List.of(), List.of()), ProcessBuilder::start);

        assertEquals(Level.LIMITS, chosen.level());
    }

    private static int run(Sandbox way, String script) throws IOException, InterruptedException {
        return new ProcessBuilder(way.confine(List.of("/bin/sh", "-c", script), SHELL).command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** The kernel ends what it has to end a moment later: looks until it has, and gives up after many looks. */
    private static boolean dies(String commandLine) throws IOException {
        for (int look = 0; look < 10_000; look++) {
            if (!runs(commandLine)) {
                return true;
            }
        }
        return false;
    }

    private static boolean runs(String commandLine) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes.map(each -> each.resolve("cmdline")).anyMatch(file -> {
                try {
                    return Files.readString(file).startsWith(commandLine);
                } catch (IOException e) {
                    return false; // it has ended meanwhile
                }
            });
        }
    }
}
