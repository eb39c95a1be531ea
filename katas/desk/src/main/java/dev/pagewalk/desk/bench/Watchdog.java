package dev.pagewalk.desk.bench;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Looks whether a test has been running for too long, and says where it is: no thread of Java's can be stopped, so its process ends. */
final class Watchdog {
    private static final long LOOK_EVERY = 100;

    private final long limit;
    private final Consumer<Verdict> bite;
    private final AtomicReference<Progress> watched = new AtomicReference<>();

    /**
     * @param limit for one test, in milliseconds
     * @param bite gets the verdict, and ends the process
     */
    Watchdog(long limit, Consumer<Verdict> bite) {
        this.limit = limit;
        this.bite = bite;
    }

    void start() {
        Thread thread = new Thread(this::look, "watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    void watch(Progress progress) {
        watched.set(progress);
    }

    private void look() {
        while (true) {
            Progress progress = watched.get();
            if (progress != null && progress.runningFor() > limit) {
                bite.accept(Verdict.stopped(progress.outcomes(), words(progress), progress.millis()));
            }
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private String words(Progress progress) {
        return "'" + progress.running() + "' is not over after " + limit / 1000 + " s" + where()
                .map(frame -> ". It is at " + frame.getFileName() + ":" + frame.getLineNumber() + " (" + frame.getMethodName()
                        + "): does a loop there never end?")
                .orElse(": is there a loop that never ends?");
    }

    /** Where the student's code is; of several threads the one that runs. */
    private static Optional<StackTraceElement> where() {
        return Thread.getAllStackTraces().entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getKey().getState() == Thread.State.RUNNABLE ? 0 : 1))
                .map(Map.Entry::getValue)
                .flatMap(frames -> Arrays.stream(frames).filter(Watchdog::isKata).findFirst().stream())
                .findFirst();
    }

    private static boolean isKata(StackTraceElement frame) {
        return frame.getClassName().startsWith(Workshop.PACKAGE) && String.valueOf(frame.getFileName()).endsWith("Kata.java");
    }
}
