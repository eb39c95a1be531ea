package dev.pagewalk.grader.engine.score;

import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How verdicts on parts make one on the whole: what is out of the ordinary shows, the gravest first. */
final class Verdicts {
    private static final List<Verdict> GRAVEST_FIRST = List.of(
            Verdict.INFRA,
            Verdict.TAMPER,
            Verdict.POLICY,
            Verdict.COMPILE_ERROR,
            Verdict.CRASH,
            Verdict.OOM,
            Verdict.TIMEOUT);

    private Verdicts() {}

    static Verdict ofKatas(List<KataResult> katas) {
        return whole(katas.stream().map(KataResult::verdict).collect(Collectors.toSet()));
    }

    /** Design checks do not tell whether anything was written. */
    static Verdict ofChecks(List<CheckResult> checks) {
        boolean untouched = checks.stream()
                .filter(check -> check.kind() != Kind.DESIGN)
                .allMatch(check -> check.verdict() == Verdict.NOT_STARTED);
        Set<Verdict> verdicts = checks.stream().map(CheckResult::verdict).collect(Collectors.toSet());
        return untouched ? Verdict.NOT_STARTED : whole(verdicts);
    }

    private static Verdict whole(Set<Verdict> parts) {
        return GRAVEST_FIRST.stream()
                .filter(parts::contains)
                .findFirst()
                .orElseGet(() -> parts.size() == 1 ? alike(parts.iterator().next()) : Verdict.FAIL);
    }

    private static Verdict alike(Verdict all) {
        return all == Verdict.PASS || all == Verdict.NOT_STARTED ? all : Verdict.FAIL;
    }
}
