package dev.pagewalk.grader.engine.batch;

import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.api.Visibility;
import dev.pagewalk.grader.engine.batch.Register.Line;
import dev.pagewalk.grader.engine.classpage.ClassPage;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Json;
import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Shards of a class that nobody graded. Its files are as large as those of one real kata. */
public final class LargeClass {
    private static final int CHECKS = 24;
    private static final byte[] PAGE = " ".repeat(40_000).getBytes();
    private static final String STORY = "CPU 0 reads the count, CPU 1 reads the count, CPU 0 writes it. ".repeat(4);

    private LargeClass() {}

    /** Merges all shards in a directory and makes the page of the class, then tells what that took. */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        DiskStore all = new DiskStore(directory.resolve("all"));
        long start = System.nanoTime();
        int rows = new Merge(all, List.of()).run(shards(directory)).rows().size();
        long merged = System.nanoTime();
        ClassPage.write(all);
        System.out.printf("%d submissions in a heap of %d MiB: merge %.1f s, page %.1f s of %.1f MiB%n",
                rows, Runtime.getRuntime().maxMemory() >> 20, (merged - start) / 1e9, (System.nanoTime() - merged) / 1e9,
                Files.size(directory.resolve("all/index.html")) / 0x1p20);
    }

    private static List<Path> shards(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child -> child.getFileName().toString().startsWith("shard-")).sorted().toList();
        }
    }

    /** Writes what so many nodes would have written. */
    static void write(Path directory, int students, int shards) throws IOException {
        List<Line> lines = IntStream.range(0, students)
                .mapToObj(i -> String.format("s%06d", i))
                .map(id -> new Line(id, id, 1, ""))
                .toList();
        for (int shard = 1; shard <= shards; shard++) {
            DiskStore store = new DiskStore(directory.resolve("shard-" + shard));
            Register.write(store, lines);
            Journal journal = Journal.fresh(store);
            List<Row> rows = new ArrayList<>();
            for (Line line : lines) {
                if (Shard.partOf(line.id(), shards) == shard) {
                    rows.add(write(store, line.id(), journal));
                }
            }
            store.write("results.json", Json.of(rows));
        }
    }

    private static Row write(DiskStore store, String id, Journal journal) throws IOException {
        Result result = result(id);
        byte[] json = Json.of(result);
        store.write(id + "/feedback.html", PAGE);
        store.write(id + "/result.json", json);
        journal.add(new Journal.Entry(id, "key", Ledger.hash(json), result.verdict(), 0));
        return Row.of(result);
    }

    /** A student fails one check, which one depends on the student, and passes the others. */
    private static Result result(String id) {
        int failing = Math.floorMod(id.hashCode(), CHECKS);
        List<CheckResult> checks = IntStream.range(0, CHECKS).mapToObj(i -> check(i, i == failing)).toList();
        KataResult kata = new KataResult("k1", "Toy", Verdict.FAIL, "", List.of(), CHECKS - 1, CHECKS, checks);
        return new Result(Result.SCHEMA, Classroom.KEY.grader(), new SubmissionId(id, id, List.of()), Verdict.FAIL, "", CHECKS - 1, CHECKS, List.of(kata));
    }

    private static CheckResult check(int number, boolean fails) {
        return new CheckResult(
                "k1.check_" + number, "1.1", Kind.FUNCTIONAL, Visibility.VISIBLE, fails ? Verdict.FAIL : Verdict.PASS,
                fails ? 0 : 1, 1, "Rule " + number + " holds.", STORY, STORY, fails ? STORY : "", "", "", "");
    }
}
