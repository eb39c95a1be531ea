package dev.pagewalk.grader.engine.batch;

import dev.pagewalk.grader.engine.batch.Register.Line;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.FileStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A results directory that becomes part of another one.
 *
 * @param directory where it is
 * @param lines all submissions of the class that it knows of
 * @param ids those that it has results of
 * @param journal what it says about them
 */
record Part(Path directory, List<Line> lines, Set<String> ids, Journal journal) {

    /**
     * @throws MergeProblem if it is not what {@code pagewalk grade} wrote to the end
     */
    static Part read(Path directory) throws IOException, MergeProblem {
        DiskStore store = new DiskStore(directory);
        List<Line> lines = Register.read(store).orElseThrow(() -> unfinished(directory, "deliveries.json"));
        List<Row> rows = new Reports(store).rows().orElseThrow(() -> unfinished(directory, "results.json"));
        Set<String> ids = rows.stream().map(Row::id).collect(Collectors.toSet());
        return new Part(directory, lines, ids, Journal.of(store));
    }

    private static MergeProblem unfinished(Path directory, String what) {
        return new MergeProblem(directory + " has no " + what + ": give directories to which pagewalk grade wrote, and let it end there.");
    }

    /** The {@code result.json} of a submission. */
    static byte[] result(Path directory, String id) throws IOException, MergeProblem {
        return new DiskStore(directory)
                .read(id + "/result.json")
                .orElseThrow(() -> new MergeProblem(directory + " has lost the result of " + id + ": grade that shard again."));
    }

    /** Copies all files of a submission, its result last. */
    static void copy(Path directory, String id, FileStore to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory.resolve(id))) {
            files = all.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted((one, other) -> Boolean.compare(one.endsWith("result.json"), other.endsWith("result.json")))
                    .toList();
        }
        for (Path file : files) {
            to.write(id + "/" + file.getFileName(), Files.readAllBytes(file));
        }
    }
}
