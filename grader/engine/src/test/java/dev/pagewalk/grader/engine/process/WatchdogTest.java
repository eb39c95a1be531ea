package dev.pagewalk.grader.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class WatchdogTest {
    private static final Budget BUDGET = new Budget(Duration.ofSeconds(20), Duration.ofSeconds(10));

    private final ScheduledExecutorService timer = mock(ScheduledExecutorService.class);
    private final ScheduledFuture<?> task = mock(ScheduledFuture.class);
    private final AtomicLong nanoTime = new AtomicLong(7);
    private final AtomicLong cpuSeconds = new AtomicLong(100);
    private final AtomicInteger kills = new AtomicInteger();
    private Watchdog.Guard guard;
    private Runnable tick;

    @BeforeEach
    void guard() {
        doReturn(task).when(timer).scheduleAtFixedRate(any(), anyLong(), anyLong(), any());
        guard = new Watchdog(timer, nanoTime::get)
                .guard(BUDGET, () -> Duration.ofSeconds(cpuSeconds.get()), kills::incrementAndGet);
        ArgumentCaptor<Runnable> looks = ArgumentCaptor.forClass(Runnable.class);
        verify(timer).scheduleAtFixedRate(looks.capture(), anyLong(), anyLong(), any());
        tick = looks.getValue();
    }

    @Test
    void what_stays_within_its_budget_lives() {
        pass(20);
        cpuSeconds.addAndGet(10);

        tick.run();

        assertFalse(guard.hasBarked());
    }

    @Test
    void too_much_time_on_the_clock_kills_once() {
        pass(21);

        tick.run();
        tick.run();

        assertTrue(guard.hasBarked());
        assertEquals(1, kills.get());
    }

    @Test
    void cpu_time_counts_from_when_the_guard_began() {
        cpuSeconds.addAndGet(11);

        tick.run();

        assertTrue(guard.hasBarked());
    }

    @Test
    void a_closed_guard_looks_no_more() {
        guard.close();

        verify(task).cancel(false);
    }

    private void pass(int seconds) {
        nanoTime.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
