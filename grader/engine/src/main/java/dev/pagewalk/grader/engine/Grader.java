package dev.pagewalk.grader.engine;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.intake.Handin;
import dev.pagewalk.grader.engine.intake.Intake;
import dev.pagewalk.grader.engine.isolation.Level;
import dev.pagewalk.grader.engine.manifest.Manifest;
import dev.pagewalk.grader.engine.process.InfraException;
import dev.pagewalk.grader.engine.process.ModulePath;
import dev.pagewalk.grader.engine.process.ProcessStarter;
import dev.pagewalk.grader.engine.process.WorkerLauncher;
import dev.pagewalk.grader.engine.report.Trace;
import dev.pagewalk.grader.engine.run.Compiler;
import dev.pagewalk.grader.engine.run.Examiner;
import dev.pagewalk.grader.engine.run.Gate;
import dev.pagewalk.grader.engine.run.Prepared;
import dev.pagewalk.grader.engine.run.Rehearsal;
import dev.pagewalk.grader.engine.run.Sheet;
import dev.pagewalk.grader.engine.run.Telemetry;
import dev.pagewalk.grader.engine.run.Workers;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.GraderId;
import dev.pagewalk.grader.engine.score.Scorer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/**
 * Grades one submission after the other, each as if it were alone. Safe for use by several threads.
 * Closing it ends all its processes.
 */
public final class Grader implements AutoCloseable {
    private final Curriculum curriculum;
    private final Limits limits;
    private final String salt;
    private final GraderId id;
    private final Intake intake;
    private final WorkerLauncher launcher;
    private final Workers workers;
    private final Compiler compiler;
    private final Examiner examiner;
    private final Scorer scorer;

    /**
     * @param modules where the modules of the curriculum and the worker's are
     * @param salt mixed into every submission's random seed
     * @param starter starts processes
     */
    public Grader(Curriculum curriculum, ModulePath modules, Limits limits, String salt, ProcessStarter starter)
            throws IOException {
        this(curriculum, modules, limits, salt, starter, 0, false);
    }

    /**
     * As above.
     *
     * @param warm how many workers are started before they are needed
     * @param openGate skips the policy, which nobody but the self-test wants
     */
    public Grader(
            Curriculum curriculum, ModulePath modules, Limits limits, String salt, ProcessStarter starter, int warm, boolean openGate)
            throws IOException {
        Manifest manifest = new Manifest(curriculum.graded());
        Path core = modules.place(curriculum.core());
        this.curriculum = curriculum;
        this.limits = limits;
        this.salt = salt;
        id = identify(curriculum, modules);
        intake = new Intake(curriculum.katas());
        launcher = new WorkerLauncher(curriculum, limits, modules, starter);
        String runtimes = System.getProperty("pagewalk.runtime", "");
        if (!runtimes.isEmpty()) {
            Rehearsal rehearsal = new Rehearsal(curriculum, new Manifest(curriculum.katas()), limits, modules.classes(curriculum.references()));
            launcher.speedUp(Path.of(runtimes), rehearsal, System.err::println);
        }
        workers = new Workers(launcher, warm);
        compiler = new Compiler(workers, limits.compile(), curriculum.core(), core, new Gate(curriculum.policy(), openGate));
        examiner = new Examiner(curriculum, manifest, limits, workers, compiler, salt);
        scorer = new Scorer(manifest, id);
    }

    private Grader(Grader whole, Curriculum some) {
        Manifest manifest = new Manifest(some.graded());
        curriculum = some;
        limits = whole.limits;
        salt = whole.salt;
        id = whole.id;
        intake = whole.intake;
        launcher = whole.launcher;
        workers = whole.workers;
        compiler = whole.compiler;
        examiner = new Examiner(some, manifest, limits, workers, compiler, salt);
        scorer = new Scorer(manifest, id);
    }

    /** The same for some of the katas. Its processes are those of this grader, and end when either is closed. */
    public Grader grading(Collection<Kata> some) {
        return new Grader(this, curriculum.grading(some));
    }

    /** Which grader this would be. */
    public static GraderId identify(Curriculum curriculum, ModulePath modules) throws IOException {
        return new GraderId(
                Version.current(),
                Fingerprint.of(modules.place(curriculum.core())),
                Fingerprint.of(modules.place(curriculum.checks()), modules.place(curriculum.references())));
    }

    /** How well submissions are confined. */
    public Level isolation() {
        return launcher.isolation();
    }

    /** CPU time of all workers so far. */
    public Duration workersCpu() {
        return launcher.cpu();
    }

    /**
     * Which build of the engine and of what wires it: what they do may change a result as well.
     *
     * @param wiring a class of the latter
     */
    public static String build(Class<?> wiring, ModulePath modules) throws IOException {
        return Fingerprint.of(modules.place(WorkerLauncher.WORKER), place(Grader.class), place(wiring));
    }

    private static Path place(Class<?> type) throws IOException {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** What is in a submission, without grading it. */
    public Handin take(Delivery delivery) {
        return intake.take(delivery);
    }

    /** What the policy has against a submission, a sentence each; nothing of it runs. */
    public List<String> objections(Delivery delivery) throws InfraException {
        return examiner.prepare(intake.take(delivery)).stream()
                .filter(kata -> kata.verdict() == Verdict.POLICY)
                .flatMap(kata -> kata.diagnostics().stream())
                .toList();
    }

    /**
     * Grades a submission; whatever it does, there is a result.
     *
     * @throws CancellationException if the grader was closed meanwhile: what its workers did then says nothing
     */
    public Graded grade(Delivery delivery) {
        Telemetry telemetry = new Telemetry();
        Handin handin = intake.take(delivery);
        Examined examined = examine(handin, telemetry);
        Result result = examined.result();
        if (launcher.isClosed()) {
            throw new CancellationException("the grader was closed");
        }
        return new Graded(result, run(result, telemetry), telemetry.output(), handin.sources(), examined.trace());
    }

    private record Examined(Result result, Trace trace) {}

    private Examined examine(Handin handin, Telemetry telemetry) {
        try {
            List<Prepared> prepared = examiner.prepare(handin);
            Sheet sheet = examiner.examine(handin, prepared, telemetry);
            return new Examined(scorer.score(handin, prepared, sheet), Trace.of(sheet.evidence()));
        } catch (InfraException e) {
            String why = "The grader could not grade it, through no fault of its author: " + e.getMessage();
            return new Examined(scorer.infra(handin, why), Trace.NONE);
        }
    }

    private Map<String, Object> run(Result result, Telemetry telemetry) {
        Map<String, Object> run = new TreeMap<>();
        run.put("submission", result.submission().id());
        run.put("wallMs", telemetry.wallMs());
        run.put("checksCpuMs", telemetry.cpuMs());
        run.put("workers", telemetry.workers());
        run.put("steps", telemetry.steps());
        run.put("coverage", telemetry.lines());
        run.put("jdk", Runtime.version().toString());
        run.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        run.put("flags", launcher.flags());
        run.put("startsWith", launcher.startsWith());
        run.put("isolation", launcher.isolation().word());
        return run;
    }

    @Override
    public void close() {
        launcher.close();
        workers.close();
    }
}
