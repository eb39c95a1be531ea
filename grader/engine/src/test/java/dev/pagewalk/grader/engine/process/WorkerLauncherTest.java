package dev.pagewalk.grader.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.pagewalk.grader.engine.Toy;
import dev.pagewalk.grader.engine.process.WorkerLauncher.Mode;
import dev.pagewalk.grader.worker.wire.Frame;
import dev.pagewalk.grader.worker.wire.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class WorkerLauncherTest {

    @Test
    void a_worker_that_does_not_start_twice_is_a_fault_of_the_grader() throws Exception {
        ProcessStarter starter = realStarter();
        WorkerLauncher launcher = launcher(starter);
        doThrow(new IOException("no more processes")).when(starter).start(any());

        InfraException said = assertThrows(InfraException.class, () -> launcher.start(Mode.RUN));

        assertTrue(said.getMessage().contains("no more processes"), said.getMessage());
    }

    @Test
    void a_worker_that_starts_at_the_second_attempt_is_as_good() throws Exception {
        ProcessStarter starter = realStarter();
        WorkerLauncher launcher = launcher(starter);
        doThrow(new IOException("busy"))
                .doAnswer(call -> call.<ProcessBuilder>getArgument(0).start())
                .when(starter)
                .start(any());

        try (Worker worker = launcher.start(Mode.RUN)) {
            assertFalse(worker.cpu().isNegative());
        }
    }

    @Test
    void a_process_that_ends_before_it_calls_back_does_not_hang_the_grader() throws Exception {
        WorkerLauncher launcher = new WorkerLauncher(Toy.CURRICULUM, Toy.LIMITS, Toy.modules(), builder -> {
            boolean isWorker = builder.command().contains("-m");
            return isWorker ? new ProcessBuilder("false").start() : builder.start();
        });

        assertThrows(InfraException.class, () -> launcher.start(Mode.RUN));
    }

    @Test
    void nothing_of_this_environment_reaches_a_worker_and_no_secret_is_on_its_command_line() throws Exception {
        ProcessStarter starter = realStarter();
        ArgumentCaptor<ProcessBuilder> started = ArgumentCaptor.forClass(ProcessBuilder.class);

        launcher(starter).start(Mode.RUN).close();

        verify(starter, atLeastOnce()).start(started.capture());
        ProcessBuilder worker = started.getValue();
        assertTrue(worker.environment().isEmpty());
        assertTrue(worker.command().get(worker.command().size() - 1).endsWith("/s"));
    }

    @Test
    void a_closed_worker_leaves_no_process_and_no_directory() throws Exception {
        AtomicReference<Path> directory = new AtomicReference<>();
        AtomicReference<Process> process = new AtomicReference<>();
        WorkerLauncher launcher = new WorkerLauncher(Toy.CURRICULUM, Toy.LIMITS, Toy.modules(), builder -> {
            directory.set(builder.directory() == null ? null : builder.directory().toPath());
            process.set(builder.start());
            return process.get();
        });

        launcher.start(Mode.COMPILE).close();

        assertFalse(process.get().isAlive());
        assertFalse(Files.exists(directory.get()));
    }

    /** Linux ends a sandbox with the thread that started it. */
    @Test
    void a_worker_outlives_the_thread_that_asked_for_it() throws Exception {
        FutureTask<Worker> asks = new FutureTask<>(() -> launcher(ProcessBuilder::start).start(Mode.COMPILE));
        Thread thread = new Thread(asks);
        thread.start();
        thread.join();

        try (Worker worker = asks.get()) {
            Sources sources = new Sources(List.of(), Map.of("A.java", "class A {}"));
            Frame answer = worker.talk(Toy.LIMITS.compile(), channel -> {
                channel.send(sources.frame());
                return channel.receive();
            });

            assertEquals(Frame.Kind.COMPILED, answer.kind());
        }
    }

    @Test
    void closing_the_launcher_ends_its_workers() throws Exception {
        AtomicReference<Process> process = new AtomicReference<>();
        WorkerLauncher launcher = new WorkerLauncher(Toy.CURRICULUM, Toy.LIMITS, Toy.modules(), builder -> {
            process.set(builder.start());
            return process.get();
        });
        launcher.start(Mode.RUN);

        launcher.close();

        assertFalse(process.get().isAlive());
        assertThrows(InfraException.class, () -> launcher.start(Mode.RUN));
    }

    @Test
    void an_option_that_this_jvm_does_not_know_is_left_out() throws Exception {
        List<String> flags = launcher(ProcessBuilder::start).flags();

        assertTrue(flags.contains("-XX:+UseSerialGC"));
        assertEquals(Runtime.version().feature() >= 25, flags.contains("-XX:-AOTReplayTraining"));
        assertEquals(Runtime.version().feature() >= 18, flags.contains("--finalization=disabled"));
    }

    private static ProcessStarter realStarter() throws IOException {
        ProcessStarter starter = mock(ProcessStarter.class);
        when(starter.start(any())).thenAnswer(call -> call.<ProcessBuilder>getArgument(0).start());
        return starter;
    }

    private static WorkerLauncher launcher(ProcessStarter starter) throws IOException {
        return new WorkerLauncher(Toy.CURRICULUM, Toy.LIMITS, Toy.modules(), starter);
    }
}
