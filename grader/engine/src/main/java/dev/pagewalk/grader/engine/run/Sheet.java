package dev.pagewalk.grader.engine.run;

import dev.pagewalk.grader.api.Evidence;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.manifest.Manifest;
import dev.pagewalk.grader.engine.manifest.PlannedCheck;
import dev.pagewalk.grader.worker.wire.Outcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The outcomes of one submission so far, one per check. */
public final class Sheet {
    private final Manifest manifest;
    private final Map<PlannedCheck, Outcome> outcomes = new HashMap<>();

    Sheet(Manifest manifest) {
        this.manifest = manifest;
    }

    /** Enters the outcome of a check, which has none yet. */
    void enter(PlannedCheck check, Outcome outcome) {
        if (outcomes.putIfAbsent(check, outcome) != null) {
            throw new IllegalStateException(check.id() + " has an outcome already");
        }
    }

    /** The outcome of a check; INFRA if it has none. */
    public Outcome outcome(PlannedCheck check) {
        return outcomes.getOrDefault(check, Outcome.of(Verdict.INFRA, "", "The grader did not get to it."));
    }

    /** What becomes of a check without running it, because of what it requires. */
    Optional<Outcome> prejudged(PlannedCheck check) {
        return check.requires().stream()
                .map(name -> manifest.required(check, name))
                .filter(required -> outcome(required).verdict() != Verdict.PASS)
                .findFirst()
                .map(this::blockedBy);
    }

    private Outcome blockedBy(PlannedCheck required) {
        return outcome(required).verdict() == Verdict.NOT_STARTED
                ? Outcome.of(Verdict.NOT_STARTED, "", "It needs " + required.name() + ", which is not written yet.")
                : Outcome.of(Verdict.SKIPPED, "", "Not run: it needs " + required.name() + " to pass first.");
    }

    /** What checks can show, by their ids, in their order. */
    public Map<String, Evidence> evidence() {
        Map<String, Evidence> shown = new LinkedHashMap<>();
        manifest.katas().stream().flatMap(kata -> manifest.checks(kata).stream()).forEach(check -> {
            Evidence evidence = outcome(check).evidence();
            if (!evidence.holdsNothing()) {
                shown.put(check.id(), evidence);
            }
        });
        return shown;
    }

    /** Whether any check says that results were forged. */
    public boolean isTampered() {
        return outcomes.values().stream().anyMatch(outcome -> outcome.verdict() == Verdict.TAMPER);
    }
}
