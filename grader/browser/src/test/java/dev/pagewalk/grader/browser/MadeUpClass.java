package dev.pagewalk.grader.browser;

import dev.pagewalk.checks.Katas;
import dev.pagewalk.core.debug.Rule;
import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.api.Visibility;
import dev.pagewalk.grader.engine.batch.Register;
import dev.pagewalk.grader.engine.classpage.ClassPage;
import dev.pagewalk.grader.engine.course.CourseProblem;
import dev.pagewalk.grader.engine.course.Office;
import dev.pagewalk.grader.engine.manifest.Manifest;
import dev.pagewalk.grader.engine.manifest.PlannedCheck;
import dev.pagewalk.grader.engine.report.FileStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.GraderId;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Results of a class that nobody taught: the real checks, and students of different talent who pass them or not. The
 * same on every machine.
 */
final class MadeUpClass {
    /** What an id must not do to a page, in every text that a submission has a say in. */
    static final String HOSTILE = "<script>document.title='owned'</script>\"'><img src=x onerror=alert(1)>\u202Eevil\u001B[31mred";

    private static final GraderId GRADER = new GraderId("0", "core", "checks");
    private static final List<Verdict> GRAVE =
            List.of(Verdict.INFRA, Verdict.TAMPER, Verdict.POLICY, Verdict.COMPILE_ERROR, Verdict.CRASH, Verdict.OOM);

    private final Random random = new Random(2026);
    private final FileStore store;
    private final Manifest manifest = new Manifest(Katas.all());
    private final List<Row> rows = new ArrayList<>();
    private final List<Register.Line> lines = new ArrayList<>();

    MadeUpClass(FileStore store) {
        this.store = store;
    }

    /** Writes a whole results directory. */
    MadeUpClass of(int students) throws IOException {
        for (int i = 0; i < students; i++) {
            add(result(String.format("student-%04d", i), random.nextGaussian()));
        }
        return this;
    }

    /** Somebody whose every text is an attack. */
    MadeUpClass withAHostileStudent() throws IOException {
        CheckResult check = new CheckResult("k1.a_check", "1.1", Kind.RACE, Visibility.VISIBLE, Verdict.FAIL, 0, 5,
                HOSTILE, HOSTILE, HOSTILE, "x".repeat(1_000_000), HOSTILE, HOSTILE, HOSTILE);
        KataResult kata = new KataResult("k1", HOSTILE, Verdict.FAIL, HOSTILE, List.of(HOSTILE), 0, 5, List.of(check));
        add(new Result(Result.SCHEMA, GRADER, new SubmissionId("hostile", "0", List.of(HOSTILE)), Verdict.FAIL, HOSTILE, 0, 5, List.of(kata)));
        return this;
    }

    /** Writes the tables and the class page. */
    void finish() throws IOException {
        new Reports(store).write(rows);
        Register.write(store, lines);
        ClassPage.write(store);
    }

    /** As {@link #finish}, with marks by a course and a roster. */
    void finish(String course, String roster) throws IOException, CourseProblem {
        store.write(Office.COURSE, course.getBytes(StandardCharsets.UTF_8));
        store.write(Office.ROSTER, roster.getBytes(StandardCharsets.UTF_8));
        new Office(store, Katas.all().stream().map(Kata::id).toList(), check -> true, Instant.EPOCH).mark(lines, rows);
        finish();
    }

    private void add(Result result) throws IOException {
        String id = result.submission().id();
        new Reports(store).write(result, Map.of("wallMs", 4_000 + random.nextInt(20_000)), "");
        rows.add(Row.of(result));
        lines.add(new Register.Line(id, id, 1, "2026-10-2" + random.nextInt(8) + "T20:00:00Z"));
    }

    private Result result(String id, double talent) {
        Verdict grave = random.nextInt(25) == 0 ? GRAVE.get(random.nextInt(GRAVE.size())) : Verdict.PASS;
        if (grave == Verdict.INFRA) {
            return new Result(Result.SCHEMA, GRADER, new SubmissionId(id, "0", List.of()), grave,
                    "The grader could not grade it: no worker came up.", 0, manifest.max(), List.of());
        }
        List<KataResult> katas = new ArrayList<>();
        int struck = random.nextInt(manifest.katas().size());
        for (Kata kata : manifest.katas()) {
            Verdict verdict = katas.size() == struck ? grave : Verdict.PASS;
            katas.add(kata(kata, talent - 0.25 * katas.size(), verdict));
        }
        Verdict verdict = grave != Verdict.PASS ? grave : whole(katas);
        return new Result(Result.SCHEMA, GRADER, new SubmissionId(id, "0", List.of()), verdict, "",
                katas.stream().mapToInt(KataResult::score).sum(), manifest.max(), katas);
    }

    private static Verdict whole(List<KataResult> katas) {
        if (katas.stream().anyMatch(kata -> kata.verdict() == Verdict.TIMEOUT)) {
            return Verdict.TIMEOUT;
        }
        return katas.stream().allMatch(kata -> kata.verdict() == Verdict.PASS) ? Verdict.PASS : Verdict.FAIL;
    }

    private KataResult kata(Kata kata, double talent, Verdict fate) {
        if (talent < -1.8 || fate != Verdict.PASS) {
            Verdict verdict = fate == Verdict.PASS ? Verdict.NOT_STARTED : fate;
            List<String> why = fate == Verdict.COMPILE_ERROR ? List.of("RefcountKata.java:12: ';' expected") : List.of();
            String message = fate == Verdict.PASS ? "Nothing of it was handed in." : "";
            return new KataResult(kata.id(), kata.title(), verdict, message, why, 0, max(kata), List.of());
        }
        List<CheckResult> checks = manifest.checks(kata).stream().map(check -> outcome(check, talent)).toList();
        int score = checks.stream().mapToInt(CheckResult::score).sum();
        boolean hung = checks.stream().anyMatch(check -> check.verdict() == Verdict.TIMEOUT);
        Verdict verdict = hung ? Verdict.TIMEOUT : score == max(kata) ? Verdict.PASS : Verdict.FAIL;
        return new KataResult(kata.id(), kata.title(), verdict, "", List.of(), score, max(kata), checks);
    }

    private int max(Kata kata) {
        return manifest.checks(kata).stream().mapToInt(check -> check.declared().points()).sum();
    }

    private CheckResult outcome(PlannedCheck check, double talent) {
        double hardness = check.ordinal() * 37 % 100 / 100.0 * 2 - 2.6;
        boolean passes = talent + random.nextGaussian() * 0.6 > hardness;
        Verdict failing = random.nextInt(600) == 0 ? Verdict.TIMEOUT : random.nextInt(4) == 0 ? Verdict.SKIPPED : Verdict.FAIL;
        Verdict verdict = passes ? Verdict.PASS : failing;
        Rule[] rules = Rule.values();
        String invariant = !passes && check.ordinal() % 2 == 0 ? rules[check.ordinal() * 7 % rules.length].text() : "";
        int points = check.declared().points();
        String text = passes ? "" : "refcount 1 or more while a slot names the table";
        return new CheckResult(check.id(), check.declared().task(), check.declared().kind(), Visibility.VISIBLE, verdict,
                passes ? points : 0, points, check.declared().rule(), invariant, text, text, text, "", "handout 1");
    }
}
