package dev.pagewalk.grader.engine.batch;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.batch.Register.Line;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.FileStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.GraderId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts shards together. Merging is associative: what was merged can be merged again, in any grouping, and all shards
 * together give the files, byte for byte, that one run gives.
 */
public final class Merge {
    private final FileStore store;
    private final List<String> carried;
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Line> lines = new TreeMap<>();
    private final Map<String, Found> found = new TreeMap<>();
    private final List<String> duplicates = new ArrayList<>();
    private Optional<GraderId> grader = Optional.empty();

    /** Where a result is, and what of it is needed again: all of it, of a large class, would not fit into memory. */
    private record Found(Path directory, Optional<Journal.Entry> entry, String hash, Row row) {
        boolean isInfra() {
            return row.verdict() == Verdict.INFRA;
        }
    }

    /**
     * What became of it.
     *
     * @param rows of all submissions that have a result
     * @param missing ids of those that have none
     * @param duplicates ids of those that were graded more than once, with the same result
     */
    public record Merged(List<Row> rows, List<String> missing, List<String> duplicates) {}

    /**
     * @param store where it all goes
     * @param carried files that every shard must have alike, or not at all: they go along
     */
    public Merge(FileStore store, List<String> carried) {
        this.store = store;
        this.carried = carried;
    }

    /**
     * Merges.
     *
     * @throws MergeProblem if they do not belong together; then nothing is written
     */
    public Merged run(List<Path> directories) throws IOException, MergeProblem {
        for (Path directory : directories) {
            Part part = Part.read(directory);
            add(part);
            carry(part);
        }
        return write();
    }

    private void add(Part part) throws IOException, MergeProblem {
        for (Line line : part.lines()) {
            Line before = lines.putIfAbsent(line.id(), line);
            if (before != null && !before.equals(line)) {
                throw new MergeProblem(part.directory() + " knows another " + line.id()
                        + " than the shards before it: grade all shards from the same class.");
            }
        }
        for (String id : part.ids()) {
            byte[] json = Part.result(part.directory(), id);
            Result result = Reports.parse(json).orElseThrow(
                    () -> new MergeProblem("The result of " + id + " in " + part.directory() + " is of another version: grade that shard again."));
            verifySameGrader(part, result.grader());
            add(id, new Found(part.directory(), part.journal().last(id), Ledger.hash(json), Row.of(result)));
        }
    }

    private void carry(Part part) throws IOException, MergeProblem {
        for (String file : carried) {
            Optional<byte[]> contents = new DiskStore(part.directory()).read(file);
            if (contents.isPresent()) {
                byte[] before = files.putIfAbsent(file, contents.get());
                if (before != null && !Arrays.equals(before, contents.get())) {
                    throw new MergeProblem(part.directory() + " has another " + file + " than the shards before it: make them alike.");
                }
            }
        }
    }

    private void verifySameGrader(Part part, GraderId each) throws MergeProblem {
        if (grader.isPresent() && !grader.get().equals(each)) {
            throw new MergeProblem(part.directory() + " was graded by other checks than the shards before it: grade all shards by the same.");
        }
        grader = Optional.of(each);
    }

    private void add(String id, Found each) throws MergeProblem {
        Found before = found.get(id);
        if (before == null || before.isInfra() && !each.isInfra()) {
            found.put(id, each);
        } else if (before.hash().equals(each.hash())) {
            duplicates.add(id);
        } else if (!each.isInfra()) {
            throw new MergeProblem(id + " has one result in " + before.directory() + " and another one in "
                    + each.directory() + ": remove one of these directories, or grade again.");
        }
    }

    private Merged write() throws IOException {
        Journal journal = Journal.fresh(store);
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, Found> each : found.entrySet()) {
            String id = each.getKey();
            Part.copy(each.getValue().directory(), id, store);
            if (each.getValue().entry().isPresent()) {
                journal.add(each.getValue().entry().get());
            }
            rows.add(each.getValue().row());
        }
        for (Map.Entry<String, byte[]> each : files.entrySet()) {
            store.write(each.getKey(), each.getValue());
        }
        Register.write(store, List.copyOf(lines.values()));
        new Reports(store).write(rows);
        List<String> missing = lines.keySet().stream().filter(id -> !found.containsKey(id)).toList();
        return new Merged(rows, missing, duplicates.stream().sorted().toList());
    }
}
