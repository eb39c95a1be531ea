package dev.pagewalk.grader.engine.score;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.intake.Handin;
import dev.pagewalk.grader.engine.manifest.Manifest;
import dev.pagewalk.grader.engine.manifest.PlannedCheck;
import dev.pagewalk.grader.engine.run.Prepared;
import dev.pagewalk.grader.engine.run.Sheet;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.GraderId;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import dev.pagewalk.grader.worker.wire.Outcome;
import java.util.List;

/**
 * Turns outcomes into points. A check that passed is worth its points, except that a design check is worth nothing as
 * long as no other check of its task passed, and that forged results are worth nothing at all.
 */
public final class Scorer {
    private final Manifest manifest;
    private final GraderId grader;

    public Scorer(Manifest manifest, GraderId grader) {
        this.manifest = manifest;
        this.grader = grader;
    }

    /** The result of a submission that was examined. */
    public Result score(Handin handin, List<Prepared> prepared, Sheet sheet) {
        List<KataResult> katas =
                prepared.stream().map(kata -> score(kata, sheet)).toList();
        Verdict verdict = sheet.isTampered() ? Verdict.TAMPER : Verdicts.ofKatas(katas);
        String message = handin.problem().isEmpty() ? firstMessage(katas) : handin.problem();
        int score = katas.stream().mapToInt(KataResult::score).sum();
        return new Result(Result.SCHEMA, grader, id(handin), verdict, message, score, manifest.max(), katas);
    }

    /** The result of a submission that could not be examined. */
    public Result infra(Handin handin, String message) {
        return new Result(Result.SCHEMA, grader, id(handin), Verdict.INFRA, message, 0, manifest.max(), List.of());
    }

    private static SubmissionId id(Handin handin) {
        return new SubmissionId(handin.id(), handin.sha256(), handin.ignored());
    }

    private static String firstMessage(List<KataResult> katas) {
        return katas.stream()
                .filter(kata -> kata.verdict() == Verdicts.ofKatas(katas))
                .map(KataResult::message)
                .filter(message -> !message.isEmpty())
                .findFirst()
                .orElse("");
    }

    private KataResult score(Prepared kata, Sheet sheet) {
        List<CheckResult> checks = manifest.checks(kata.kata()).stream()
                .map(check -> result(check, judged(check, sheet), sheet.isTampered()))
                .toList();
        int score = checks.stream().mapToInt(CheckResult::score).sum();
        int max = checks.stream().mapToInt(CheckResult::max).sum();
        Verdict verdict = kata.canRun() ? Verdicts.ofChecks(checks) : kata.verdict();
        return new KataResult(
                kata.kata().id(), kata.kata().title(), verdict, kata.message(), kata.diagnostics(), score, max, checks);
    }

    private Outcome judged(PlannedCheck check, Sheet sheet) {
        Outcome outcome = sheet.outcome(check);
        boolean counts = !check.isDesign() || outcome.verdict() == Verdict.SKIPPED || isTaskAlive(check, sheet);
        return counts
                ? outcome
                : Outcome.of(Verdict.SKIPPED, "", "It counts once a check that runs task " + check.declared().task() + " passes.");
    }

    private boolean isTaskAlive(PlannedCheck design, Sheet sheet) {
        return manifest.checks(design.kata()).stream()
                .filter(check -> !check.isDesign() && isOfTask(check, design))
                .anyMatch(check -> sheet.outcome(check).verdict() == Verdict.PASS);
    }

    /** A design check of a task that no other check runs is about the kata as a whole. */
    private boolean isOfTask(PlannedCheck check, PlannedCheck design) {
        String task = design.declared().task();
        boolean runs = manifest.checks(design.kata()).stream()
                .anyMatch(each -> !each.isDesign() && each.declared().task().equals(task));
        return !runs || check.declared().task().equals(task);
    }

    private static CheckResult result(PlannedCheck check, Outcome outcome, boolean tampered) {
        var declared = check.declared();
        int points = outcome.verdict() == Verdict.PASS && !tampered ? declared.points() : 0;
        return new CheckResult(
                check.id(),
                declared.task(),
                declared.kind(),
                declared.visibility(),
                outcome.verdict(),
                points,
                declared.points(),
                declared.rule(),
                outcome.invariant(),
                outcome.expected(),
                outcome.actual(),
                outcome.history(),
                outcome.replay(),
                declared.read());
    }
}
