package dev.pagewalk.grader.engine.run;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.Curriculum;
import dev.pagewalk.grader.engine.Limits;
import dev.pagewalk.grader.engine.intake.Digest;
import dev.pagewalk.grader.engine.intake.Handin;
import dev.pagewalk.grader.engine.manifest.Manifest;
import dev.pagewalk.grader.engine.manifest.PlannedCheck;
import dev.pagewalk.grader.engine.process.InfraException;
import dev.pagewalk.grader.worker.wire.Job;
import dev.pagewalk.grader.worker.wire.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Gives every check of a hand-in its outcome. */
public final class Examiner {
    private final Curriculum curriculum;
    private final Manifest manifest;
    private final Limits limits;
    private final Workers workers;
    private final Compiler compiler;
    private final String salt;

    public Examiner(
            Curriculum curriculum, Manifest manifest, Limits limits, Workers workers, Compiler compiler, String salt) {
        this.curriculum = curriculum;
        this.manifest = manifest;
        this.limits = limits;
        this.workers = workers;
        this.compiler = compiler;
        this.salt = salt;
    }

    /** What can run of a hand-in. */
    public List<Prepared> prepare(Handin handin) throws InfraException {
        List<Prepared> prepared = new ArrayList<>();
        for (Kata kata : manifest.katas()) {
            prepared.add(
                    handin.problem().isEmpty()
                            ? compiler.prepare(kata, handin.file(kata))
                            : Prepared.refused(kata, Verdict.COMPILE_ERROR, handin.problem(), List.of()));
        }
        return prepared;
    }

    /** The outcomes of all checks. */
    public Sheet examine(Handin handin, List<Prepared> prepared, Telemetry telemetry) throws InfraException {
        Sheet sheet = new Sheet(manifest);
        Job design = job(handin, prepared, false);
        Job full = job(handin, prepared, true);
        try (Bench readers = new Bench(workers::compiler, design, limits, telemetry);
                Bench runners = new Bench(workers::runner, full, limits, telemetry)) {
            for (Prepared kata : prepared) {
                readers.nextKata();
                runners.nextKata();
                for (PlannedCheck check : manifest.checks(kata.kata())) {
                    sheet.enter(check, outcome(sheet, kata, check, check.isDesign() ? readers : runners));
                }
            }
            readers.release().ifPresent(workers::giveBack);
        }
        telemetry.conclude(prepared);
        return sheet;
    }

    private Outcome outcome(Sheet sheet, Prepared kata, PlannedCheck check, Bench bench) throws InfraException {
        if (sheet.isTampered()) {
            return Outcome.of(Verdict.SKIPPED, "", "Not run: results were forged before it.");
        }
        if (kata.verdict() == Verdict.NOT_STARTED) {
            return Outcome.of(Verdict.NOT_STARTED, "", kata.message());
        }
        if (!kata.canRun()) {
            return Outcome.of(Verdict.SKIPPED, "", "Not run. " + kata.message());
        }
        Optional<Outcome> prejudged = curriculum.everyCheck() ? Optional.empty() : sheet.prejudged(check);
        return prejudged.isPresent() ? prejudged.get() : bench.run(check);
    }

    private Job job(Handin handin, List<Prepared> prepared, boolean withClasses) {
        Map<String, byte[]> classes = new HashMap<>();
        prepared.stream().filter(kata -> withClasses).forEach(kata -> classes.putAll(kata.fitted()));
        Map<Kata, String> sources = prepared.stream().collect(Collectors.toMap(Prepared::kata, Prepared::source));
        List<Job.Entry> entries = curriculum.katas().stream()
                .map(kata -> entry(kata, sources.getOrDefault(kata, "")))
                .toList();
        return new Job(entries, classes, curriculum.notWritten(), seed(handin));
    }

    private static Job.Entry entry(Kata kata, String source) {
        return new Job.Entry(kata.className(), kata.contract().getName(), kata.referenceClassName(), source);
    }

    private long seed(Handin handin) {
        String digest = new Digest()
                .add(handin.sha256(), salt.getBytes(StandardCharsets.UTF_8))
                .hex();
        return Long.parseUnsignedLong(digest.substring(0, Long.BYTES * 2), 16);
    }
}
