package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** git, without anybody's configuration. Where it is missing, tests are skipped; in profile full they fail. */
public final class Git {
    private static final boolean NEEDED = Boolean.getBoolean("pagewalk.full");
    private static final Map<String, String> NOBODYS = Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1");

    private Git() {}

    /** A folder becomes a repository with one commit, which holds all that is in it. */
    public static void commit(Path folder, String message) throws IOException {
        run(folder, "init", "-q");
        run(folder, "add", "-A");
        run(folder, "-c", "user.name=Student", "-c", "user.email=student@example.edu", "commit", "-q", "-m", message);
    }

    public static void run(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process git = start(folder, command);
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, git.onExit().join().exitValue(), said);
    }

    private static Process start(Path folder, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(NOBODYS);
        try {
            return builder.start();
        } catch (IOException e) {
            need(false, "git is not installed");
            throw new AssertionError(e);
        }
    }

    /** Something that not every machine has is here, or the test cannot be run. */
    static void need(boolean isHere, String otherwise) {
        if (NEEDED) {
            assertTrue(isHere, "profile full needs it: " + otherwise);
        }
        assumeTrue(isHere, otherwise);
    }
}
