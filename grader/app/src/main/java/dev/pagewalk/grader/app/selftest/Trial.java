package dev.pagewalk.grader.app.selftest;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.Batch;
import dev.pagewalk.grader.engine.Curriculum;
import dev.pagewalk.grader.engine.Graded;
import dev.pagewalk.grader.engine.Grader;
import dev.pagewalk.grader.engine.Limits;
import dev.pagewalk.grader.engine.Progress;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.isolation.Level;
import dev.pagewalk.grader.engine.process.Budget;
import dev.pagewalk.grader.engine.process.ModulePath;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.score.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Grades a corpus, once with the policy and once without, and compares. */
public final class Trial {
    /** Short of patience: what hangs here hangs on purpose. */
    private static final Limits LIMITS = new Limits(
            Limits.DEFAULT.start(),
            new Budget(Duration.ofSeconds(30), Duration.ofSeconds(10)),
            new Budget(Duration.ofSeconds(8), Duration.ofSeconds(3)),
            1,
            128,
            5_000_000);

    private final Corpus corpus;
    private final Curriculum curriculum;
    private final Path out;
    private final int jobs;
    private final Map<String, String> complaints = new TreeMap<>();
    private final Map<Boolean, Map<Verdict, Integer>> tallies = new HashMap<>();

    /**
     * @param root holds a directory for each submission
     * @param out where results go
     */
    public Trial(Path root, Curriculum curriculum, Path out, int jobs) throws IOException {
        this.corpus = new Corpus(root);
        this.curriculum = curriculum;
        this.out = out;
        this.jobs = jobs;
    }

    /** How many submissions there are to grade. */
    public int size(boolean withPolicy) {
        return corpus.size(withPolicy);
    }

    /** How many got which verdict, with the policy or without it. */
    public Map<Verdict, Integer> tally(boolean withPolicy) {
        return tallies.getOrDefault(withPolicy, Map.of());
    }

    /** What was not as it should be, by submission. */
    public Map<String, String> complaints() {
        return complaints;
    }

    /** How well submissions will be confined. */
    public Level probe() throws IOException {
        try (Grader grader = new Grader(curriculum, ModulePath.ofThisProcess(), LIMITS, "", new Leftovers())) {
            return grader.isolation();
        }
    }

    /**
     * Grades all, or with an open gate those that the policy would have stopped.
     */
    public void run(boolean withPolicy, Progress progress) throws IOException, InterruptedException {
        String mode = withPolicy ? "policy on" : "policy off";
        Path reports = Files.createDirectories(out.resolve(mode.replace(' ', '-')));
        Map<String, Result> results = new ConcurrentHashMap<>();
        Leftovers starter = new Leftovers();
        List<Delivery> deliveries = corpus.deliveries(withPolicy);
        try (Grader grader = new Grader(curriculum, ModulePath.ofThisProcess(), LIMITS, "", starter, 0, !withPolicy)) {
            if (!withPolicy && grader.isolation() == Level.LIMITS) {
                throw new IllegalStateException("without a sandbox nothing of this may run");
            }
            new Batch(each -> kept(results, grader.grade(each)), new Reports(new DiskStore(reports)), progress).run(deliveries, jobs);
        }
        Map<Verdict, Integer> tally = new EnumMap<>(Verdict.class);
        results.values().forEach(each -> tally.merge(each.verdict(), 1, Integer::sum));
        tallies.put(withPolicy, tally);
        deliveries.forEach(each -> compare(each.id(), Objects.requireNonNull(results.get(each.id()), "a batch ends when all are graded"), withPolicy, mode));
        starter.left().forEach(sentence -> complaints.put("(" + mode + ")", sentence));
    }

    private static Graded kept(Map<String, Result> results, Graded graded) {
        results.put(graded.result().submission().id(), graded.result());
        return graded;
    }

    private void compare(String id, Result result, boolean withPolicy, String mode) {
        String complaint = result == null ? "has no result" : corpus.expected(id).complaint(result, withPolicy);
        if (!complaint.isEmpty()) {
            complaints.put(id + ", " + mode, complaint);
        }
    }
}
