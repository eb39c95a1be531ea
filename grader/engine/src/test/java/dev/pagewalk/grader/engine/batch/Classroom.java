package dev.pagewalk.grader.engine.batch;

import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.api.Visibility;
import dev.pagewalk.grader.engine.Batch;
import dev.pagewalk.grader.engine.Graded;
import dev.pagewalk.grader.engine.classpage.ClassPage;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.intake.Digest;
import dev.pagewalk.grader.engine.report.FileStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.GraderId;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/** A class whose submissions are one number each, and a grader that believes it: no processes, no time. */
final class Classroom {
    private static final int MAX = 100;
    static final UnitKey KEY = key("checks");

    private final Path directory;
    private final Set<String> graded = new ConcurrentSkipListSet<>();

    Classroom(Path directory) {
        this.directory = directory;
    }

    static UnitKey key(String checks) {
        return new UnitKey(List.of("t1"), new GraderId("1", "core", checks), "build", "", "17", "javac 17");
    }

    /** Each of them is worth so much; -1 stands for a submission that cannot be graded, -2 for one that hangs. */
    Classroom handsIn(String id, int score) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(id), String.valueOf(score));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Delivery> deliveries() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().map(file -> new Delivery(file.getFileName().toString(), file)).toList();
        }
    }

    /** Ids of all that was graded by this object. */
    Set<String> graded() {
        return graded;
    }

    List<Row> grade(FileStore store) throws Exception {
        return grade(store, KEY);
    }

    List<Row> grade(FileStore store, UnitKey key) throws Exception {
        Ledger ledger = ledger(store, key);
        return grade(store, ledger, ledger.select(deliveries()));
    }

    List<Row> grade(FileStore store, Only only) throws Exception {
        Ledger ledger = ledger(store, KEY);
        return grade(store, ledger, ledger.select(deliveries(), only));
    }

    List<Row> grade(FileStore store, Ledger ledger, Selection selection) throws Exception {
        List<Row> rows = new Batch(this::grade, new Reports(store), row -> {}, ledger::enter).run(selection, 2);
        ClassPage.write(store);
        return rows;
    }

    Ledger ledger(FileStore store, UnitKey key) throws IOException {
        return new Ledger(Journal.of(store), new Reports(store), key, delivery -> id(delivery, text(delivery)));
    }

    Graded grade(Delivery delivery) {
        graded.add(delivery.id());
        String text = text(delivery);
        return new Graded(result(id(delivery, text), Integer.parseInt(text)), Map.of("host", System.nanoTime()), "");
    }

    private static Result result(SubmissionId id, int score) {
        GraderId grader = KEY.grader();
        if (score == -1) {
            return new Result(Result.SCHEMA, grader, id, Verdict.INFRA, "no worker", 0, MAX, List.of());
        }
        Verdict verdict = score == MAX ? Verdict.PASS : score == -2 ? Verdict.TIMEOUT : Verdict.FAIL;
        int points = Math.max(0, score);
        CheckResult check = new CheckResult(
                "t1.it_counts", "1.1", Kind.FUNCTIONAL, Visibility.VISIBLE, verdict, points, MAX, "It counts.", "", "", "", "", "", "");
        KataResult kata = new KataResult("t1", "Toy", verdict, "", List.of(), points, MAX, List.of(check));
        return new Result(Result.SCHEMA, grader, id, verdict, "", points, MAX, List.of(kata));
    }

    private static SubmissionId id(Delivery delivery, String text) {
        return new SubmissionId(delivery.id(), new Digest().add("text", text.getBytes()).hex(), List.of());
    }

    private static String text(Delivery delivery) {
        try {
            return Files.readString(delivery.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files that must not depend on when, where and in how many goes they were written. */
    static Map<String, String> canonical(Path out) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(out)) {
            for (Path file : new ArrayList<>(all.filter(Files::isRegularFile).toList())) {
                String name = out.relativize(file).toString();
                if (!name.matches("journal\\.jsonl|runs\\.jsonl|\\.pagewalk\\.lock|.*run\\.json")) {
                    files.put(name, Files.readString(file));
                }
            }
        }
        return files;
    }
}
