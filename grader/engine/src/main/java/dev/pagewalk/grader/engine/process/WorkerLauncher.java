package dev.pagewalk.grader.engine.process;

import dev.pagewalk.grader.engine.Curriculum;
import dev.pagewalk.grader.engine.Limits;
import dev.pagewalk.grader.engine.isolation.Grants;
import dev.pagewalk.grader.engine.isolation.Level;
import dev.pagewalk.grader.engine.isolation.Sandbox;
import dev.pagewalk.grader.engine.isolation.Sandboxes;
import dev.pagewalk.grader.worker.wire.Frame;
import dev.pagewalk.grader.worker.wire.FrameChannel;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts workers: a JVM with named modules, an empty environment, a throw-away directory and a private channel. */
public final class WorkerLauncher implements AutoCloseable {
    /** The worker's module. */
    public static final String WORKER = "dev.pagewalk.grader.worker";
    private static final int COMPILER_HEAP_MIB = 512;
    private static final Budget REHEARSAL = new Budget(Duration.ofMinutes(4), Duration.ofMinutes(2));

    private final Curriculum curriculum;
    private final Limits limits;
    private final ModulePath modules;
    private final ProcessStarter starter;
    private final Watchdog watchdog = new Watchdog();
    private final SecureRandom random = new SecureRandom();
    private final List<String> flags;
    private final Archive archive;
    private final Sandbox sandbox;
    private final Camp camp;
    private final Set<Worker> living = ConcurrentHashMap.newKeySet();
    private final AtomicLong goneCpuMs = new AtomicLong();
    private volatile boolean closed;
    private volatile WorkerRuntime runtime = WorkerRuntime.plain();

    /** What a worker is for. */
    public enum Mode {
        /** Compiles, and judges sources; loads no class of a submission. */
        COMPILE,
        /** Runs a submission's classes; has no compiler, and of the JDK only what the checks require. */
        RUN
    }

    public WorkerLauncher(Curriculum curriculum, Limits limits, ModulePath modules, ProcessStarter starter)
            throws IOException {
        this.curriculum = curriculum;
        this.limits = limits;
        this.modules = modules;
        this.starter = new OneParent(starter);
        JvmFlags jvm = new JvmFlags(java(), this.starter);
        this.flags = jvm.probe();
        this.archive = Archive.of(jvm);
        List<String> trial = List.of(java(), "-Xshare:auto", "-p", path(), "--describe-module", WORKER);
        this.sandbox = Sandboxes.best(trial, grants(), this.starter);
        this.camp = Camp.pitch();
    }

    /** How well workers are confined. */
    public Level isolation() {
        return sandbox.level();
    }

    private Grants grants() {
        List<Path> classes = new ArrayList<>(modules.closure(roots()));
        classes.addAll(runtime.files());
        List<Path> homes = Stream.of(WorkerRuntime.plain().home(), runtime.home()).distinct().toList();
        return Grants.of(homes, classes);
    }

    /**
     * Makes workers that run submissions start faster, by a runtime and an archive of classes that are kept in a directory.
     *
     * @param rehearsal what a worker does while the archive is made: whatever loads the classes that all of them need
     * @param waiting is told if somebody has to wait for it
     */
    public void speedUp(Path directory, Worker.Dialogue<?> rehearsal, Consumer<String> waiting) {
        try {
            RuntimeStore store = new RuntimeStore(directory, modules.closure(roots()), archive, starter);
            if (!store.isComplete()) {
                waiting.accept("Preparing workers, once for this JDK and this build: half a minute ...");
            }
            try (Closeable turn = store.turn()) {
                runtime = store.image(roots());
                Optional<Path> recorded = store.archive().or(() -> record(store, rehearsal));
                WorkerRuntime linked = runtime;
                runtime = recorded.map(file -> linked.with(archive, file)).orElseGet(WorkerRuntime::plain);
            }
        } catch (IOException e) {
            // as fast as before
        }
    }

    /** Nothing of a submission takes part in it, so that it needs no sandbox. */
    private Optional<Path> record(RuntimeStore store, Worker.Dialogue<?> rehearsal) {
        try {
            Path draft = store.draft();
            try {
                Worker worker = tryToStart(Mode.RUN, Sandboxes.none(), List.of(archive.written(draft)));
                worker.talk(REHEARSAL, rehearsal);
                worker.retire(REHEARSAL);
            } finally {
                store.keep(draft);
            }
            return store.archive();
        } catch (IOException | WorkerEnded e) {
            return Optional.empty();
        }
    }

    /** What workers that run submissions start with: for the record. */
    public String startsWith() {
        return (runtime.isLinked() ? "jlink image" : "JDK") + (runtime.files().isEmpty() ? "" : ", " + archive.fileName());
    }

    /** The options of the JVM that were found to be there. */
    public List<String> flags() {
        return flags;
    }

    /**
     * A worker that is ready.
     *
     * @throws InfraException if none comes up, not even at the second attempt
     */
    public Worker start(Mode mode) throws InfraException {
        try {
            return tryToStart(mode, sandbox, List.of());
        } catch (IOException | WorkerEnded first) {
            try {
                return tryToStart(mode, sandbox, List.of());
            } catch (IOException | WorkerEnded second) {
                throw new InfraException("No worker came up: " + second.getMessage(), second);
            }
        }
    }

    private Worker tryToStart(Mode mode, Sandbox around, List<String> more) throws IOException, WorkerEnded {
        if (closed) {
            throw new IOException("the grader is closed");
        }
        Workplace place = camp.workplace();
        try (Doorway door = new Doorway(place.socket())) {
            Sandbox.Confined confined = around.confine(command(mode, place.socket(), more), grants().withSocket(place.socket()));
            if (confined.user().isPresent()) {
                place.giveTo(confined.user().get());
            }
            Process process = starter.start(prepare(confined, place));
            OutputCapture output = new OutputCapture(process.getInputStream());
            try {
                FrameChannel channel = open(door.admit(process, limits.start()));
                Worker worker = new Worker(process, channel, output, watchdog, closing(place, confined), this::forget);
                living.add(worker);
                worker.talk(limits.start(), answers -> Worker.expect(answers, Frame.Kind.READY));
                return worker;
            } catch (IOException | WorkerEnded e) {
                Processes.kill(process.toHandle());
                confined.sweep().run();
                throw new IOException(e.getMessage() + " " + output.text().strip(), e);
            }
        } catch (IOException e) {
            place.close();
            throw e;
        }
    }

    private void forget(Worker worker) {
        if (living.remove(worker)) {
            goneCpuMs.addAndGet(worker.cpu().toMillis());
        }
    }

    /** CPU time of all workers so far, of those that are gone too. */
    public Duration cpu() {
        return Duration.ofMillis(goneCpuMs.get() + living.stream().mapToLong(each -> each.cpu().toMillis()).sum());
    }

    private static AutoCloseable closing(Workplace place, Sandbox.Confined confined) {
        return () -> {
            confined.sweep().run();
            place.close();
        };
    }

    private FrameChannel open(SocketChannel channel) throws IOException {
        byte[] key = new byte[FrameChannel.KEY_BYTES];
        random.nextBytes(key);
        channel.write(ByteBuffer.wrap(key));
        return new FrameChannel(channel, key, FrameChannel.Side.GRADER);
    }

    /** Its input stays open as long as this process lives: that is how a worker learns that it has been left alone. */
    private static ProcessBuilder prepare(Sandbox.Confined confined, Workplace place) {
        ProcessBuilder builder = new ProcessBuilder(confined.command())
                .directory(place.directory().toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        return builder;
    }

    private static String java() {
        return WorkerRuntime.plain().java();
    }

    private List<String> command(Mode mode, Path socket, List<String> more) {
        List<String> command = new ArrayList<>(List.of(mode == Mode.RUN ? runtime.java() : java()));
        command.addAll(flags);
        command.addAll(more);
        command.addAll(mode == Mode.RUN ? run() : compile());
        command.addAll(List.of("-Xss1m", "-Duser.language=en", "-Duser.country=", "-Dfile.encoding=UTF-8"));
        modules.packages(curriculum.references())
                .forEach(each -> command.add("--add-exports=" + curriculum.references() + "/" + each + "=" + WORKER));
        command.addAll(List.of("-m", WORKER + "/" + WORKER + ".Main", socket.toString()));
        return command;
    }

    private List<String> run() {
        String needed = String.join(",", roots());
        List<String> run = new ArrayList<>(List.of("-Xmx" + limits.heapMiB() + "m", "--add-modules", needed));
        run.addAll(runtime.flags());
        if (!runtime.isLinked()) {
            run.addAll(List.of("--limit-modules", needed, "-p", path()));
        }
        return run;
    }

    private List<String> compile() {
        String needed = String.join(",", roots()) + ",jdk.compiler";
        return List.of("-Xmx" + COMPILER_HEAP_MIB + "m", "--add-modules", needed, "-p", path());
    }

    private List<String> roots() {
        return List.of(WORKER, curriculum.core(), curriculum.checks(), curriculum.references());
    }

    private String path() {
        return modules.closure(roots()).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Whether workers may have ended because they were told to. */
    public boolean isClosed() {
        return closed;
    }

    /** Ends all workers that still live, and starts no more. */
    @Override
    public void close() {
        closed = true;
        living.forEach(Worker::close);
        try {
            camp.close();
        } catch (IOException | UncheckedIOException e) {
            // a worker is just leaving; what it leaves the next grader clears away
        }
    }
}
