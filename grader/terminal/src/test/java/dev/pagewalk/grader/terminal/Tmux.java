package dev.pagewalk.grader.terminal;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A terminal of 80 columns with a program in it, on a tmux server of its own. */
final class Tmux implements AutoCloseable {
    private static final int COLUMNS = 80;
    private static final int ROWS = 40;
    private static final long PATIENCE_SECONDS = 120;

    private final String server = "pagewalk-" + ProcessHandle.current().pid();

    Tmux(List<String> program) {
        List<String> words = new ArrayList<>(List.of("-u", "-f", "/dev/null", "new-session", "-d", "-x", "" + COLUMNS, "-y", "" + ROWS));
        words.addAll(program);
        call(words.toArray(String[]::new));
    }

    void press(String key) {
        call("send-keys", key);
    }

    /** Waits until the screen shows all of this, wherever lines are broken; a screen that never does is a failure that shows the last one. */
    void await(String... texts) {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000;
        String screen = "";
        while (System.nanoTime() < end && !screen.startsWith("no server running")) {
            screen = call("capture-pane", "-p").stripTrailing();
            String flowing = screen.replaceAll("\\s+", " ");
            if (List.of(texts).stream().allMatch(flowing::contains)) {
                return;
            }
        }
        fail("the screen never showed " + List.of(texts) + ", but:\n" + screen);
    }

    /** Waits until the program has ended; the terminal goes with it. */
    void awaitEnd() {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000;
        while (call("list-sessions").contains("windows")) {
            assertTrue(System.nanoTime() < end, "the program has not ended");
        }
    }

    private String call(String... words) {
        List<String> command = new ArrayList<>(List.of("tmux", "-L", server));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said;
        } catch (IOException e) {
            throw new AssertionError("no tmux: install it, the profile full needs it", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        call("kill-server");
    }
}
