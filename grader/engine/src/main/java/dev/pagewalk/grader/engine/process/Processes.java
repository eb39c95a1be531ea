package dev.pagewalk.grader.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What the operating system knows of a process and its descendants. */
final class Processes {
    /** Clock ticks a second in {@code /proc/PID/stat}: USER_HZ, the same on every Linux. */
    private static final long TICKS = 100;

    /** Enough for a sandbox, its first process, a worker, and some that should not be there. */
    private static final int MOST = 64;

    private static final long PATIENCE_NS = 5_000_000_000L;

    private Processes() {}

    /**
     * CPU time that the process and those that it waited for have used so far, and, where Linux tells cheaply, its
     * children and theirs: a sandbox's own process takes no time.
     */
    static Duration cpu(ProcessHandle process) {
        long ticks = 0;
        Deque<String> left = new ArrayDeque<>();
        left.add(Long.toString(process.pid()));
        for (int looked = 0; !left.isEmpty() && looked < MOST; looked++) {
            String pid = left.remove();
            ticks += ticks(pid);
            left.addAll(children(pid));
        }
        return ticks > 0
                ? Duration.ofMillis(ticks * 1000 / TICKS)
                : process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** utime, stime, cutime and cstime of proc(5); the name before them may hold anything but ends with the last bracket. */
    private static long ticks(String pid) {
        String stat = read(Path.of("/proc", pid, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        long ticks = 0;
        for (int i = 11; i < 15 && i < fields.length; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks;
    }

    private static List<String> children(String pid) {
        String children = read(Path.of("/proc", pid, "task", pid, "children")).strip();
        return children.isEmpty() ? List.of() : List.of(children.split(" ", -1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return ""; // it has ended, or this is another system
        }
    }

    /** Kills the process and its descendants. They are asked for first: orphans have no ancestors. */
    static void kill(ProcessHandle process) {
        ProcessHandle[] descendants = process.descendants().toArray(ProcessHandle[]::new);
        process.destroyForcibly();
        for (ProcessHandle descendant : descendants) {
            descendant.destroyForcibly();
        }
        for (ProcessHandle descendant : descendants) {
            awaitEnd(descendant);
        }
    }

    /** The kernel takes a moment to end what it has promised to end. */
    private static void awaitEnd(ProcessHandle process) {
        long start = System.nanoTime();
        while (process.isAlive() && System.nanoTime() - start < PATIENCE_NS) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
