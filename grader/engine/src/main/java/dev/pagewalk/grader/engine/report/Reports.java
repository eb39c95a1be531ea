package dev.pagewalk.grader.engine.report;

import dev.pagewalk.grader.engine.intake.Text;
import dev.pagewalk.grader.engine.score.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes what a run leaves behind. */
public final class Reports {
    private static final int MAX_OUTPUT = 200_000;

    private final FileStore store;

    public Reports(FileStore store) {
        this.store = store;
    }

    /**
     * Writes the files of one submission.
     *
     * @param run what is true of this run alone: times, resources, host
     * @param output what the submission printed
     */
    public void write(Result result, Map<String, Object> run, String output) throws IOException {
        String directory = result.submission().id() + "/";
        store.write(directory + "run.json", Json.of(run));
        store.write(directory + "feedback.html", Feedback.page(result));
        writeOutput(directory + "output.txt", output);
        store.write(directory + "result.json", Json.of(result));
    }

    private void writeOutput(String path, String output) throws IOException {
        if (output.isEmpty()) {
            store.remove(path);
        } else {
            store.write(path, Text.clean(output, MAX_OUTPUT).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Writes the files of the batch. */
    public void write(List<Row> rows) throws IOException {
        Page page = Page.titled("Results");
        store.write("results.json", Json.of(rows));
        store.write("grades.csv", GradesCsv.of(rows));
        store.write("index.html", Page.render("index.jte", Map.of("page", page, "rows", rows)));
    }
}
