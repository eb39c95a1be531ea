package dev.pagewalk.grader.engine.process;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Looks at what is guarded again and again, and acts once when its budget is spent. */
final class Watchdog {
    private static final long PERIOD_MS = 50;

    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;

    Watchdog() {
        this(Executors.newSingleThreadScheduledExecutor(Watchdog::daemon), System::nanoTime);
    }

    Watchdog(ScheduledExecutorService timer, LongSupplier nanoTime) {
        this.timer = timer;
        this.nanoTime = nanoTime;
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body, "watchdog");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Guards from now until the guard is closed.
     *
     * @param cpu CPU time used so far
     * @param act what to do when the budget is spent, in the watchdog's thread
     */
    Guard guard(Budget budget, Supplier<Duration> cpu, Runnable act) {
        return new Guard(budget, cpu, act);
    }

    /** One thing that is guarded. */
    final class Guard implements AutoCloseable {
        private final Budget budget;
        private final Supplier<Duration> cpu;
        private final Runnable act;
        private final long start = nanoTime.getAsLong();
        private final Duration cpuAtStart;
        private volatile boolean barked;
        private final ScheduledFuture<?> task;

        private Guard(Budget budget, Supplier<Duration> cpu, Runnable act) {
            this.budget = budget;
            this.cpu = cpu;
            this.act = act;
            this.cpuAtStart = cpu.get();
            task = timer.scheduleAtFixedRate(this::look, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
        }

        private void look() {
            Duration wall = Duration.ofNanos(nanoTime.getAsLong() - start);
            if (!barked && budget.isSpent(wall, cpu.get().minus(cpuAtStart))) {
                barked = true;
                act.run();
            }
        }

        /** Whether the budget was spent. */
        boolean hasBarked() {
            return barked;
        }

        @Override
        public void close() {
            task.cancel(false);
        }
    }
}
