package dev.pagewalk.grader.engine.report;

import dev.pagewalk.grader.engine.feedback.Attachments;
import dev.pagewalk.grader.engine.feedback.Feedback;
import dev.pagewalk.grader.engine.intake.Text;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Sight;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what a run leaves behind. */
public final class Reports {
    private static final int MAX_OUTPUT = 200_000;

    /** {@code sources.json}: the kata files of a submission by their names. */
    private record Sources(Map<String, String> files) {}

    private final FileStore store;
    private final Sight sight;

    /** Reports whose pages show what the checks declare. */
    public Reports(FileStore store) {
        this(store, Sight.AS_DECLARED);
    }

    /** @param sight decides what the students' pages show */
    public Reports(FileStore store, Sight sight) {
        this.store = store;
        this.sight = sight;
    }

    /**
     * Keeps what the page of a submission is made of besides its result; to be called before that is written.
     *
     * @param sources its kata files, by their names
     */
    public void attach(String id, Map<String, String> sources, Trace trace) throws IOException {
        keep(id + "/sources.json", sources.isEmpty(), Json.of(new Sources(sources)));
        keep(id + "/trace.json", trace.isEmpty(), trace.json());
    }

    private void keep(String path, boolean nothing, byte[] contents) throws IOException {
        if (nothing) {
            store.remove(path);
        } else {
            store.write(path, contents);
        }
    }

    /**
     * Writes the files of one submission.
     *
     * @param run what is true of this run alone: times, resources, host
     * @param output what the submission printed
     * @return {@code result.json}
     */
    public byte[] write(Result result, Map<String, Object> run, String output) throws IOException {
        String directory = result.submission().id() + "/";
        store.write(directory + "run.json", Json.of(run));
        page(result);
        writeOutput(directory + "output.txt", output);
        byte[] written = Json.of(result);
        store.write(directory + "result.json", written);
        return written;
    }

    /** Writes the student's page. */
    public void page(Result result) throws IOException {
        page(result, List.of());
    }

    /**
     * Writes the student's page.
     *
     * @param mark how it came about, a sentence each
     */
    public void page(Result result, List<String> mark) throws IOException {
        String directory = result.submission().id() + "/";
        store.write(directory + "feedback.html", Feedback.page(sight.of(result), attachments(directory), mark));
    }

    private Attachments attachments(String directory) throws IOException {
        Trace trace = store.read(directory + "trace.json").flatMap(Trace::parse).orElse(Trace.NONE);
        byte[] run = store.read(directory + "run.json").orElse(new byte[0]);
        return Attachments.of(trace, sources(directory), run);
    }

    private Map<String, String> sources(String directory) throws IOException {
        return store.read(directory + "sources.json")
                .flatMap(json -> Json.tryToRead(new String(json, StandardCharsets.UTF_8), Sources.class))
                .map(Sources::files)
                .orElse(Map.of());
    }

    /** The rows of {@code results.json}, if it is there. */
    public Optional<List<Row>> rows() throws IOException {
        return store.read("results.json")
                .flatMap(bytes -> Json.tryToRead(new String(bytes, StandardCharsets.UTF_8), Row[].class))
                .map(List::of);
    }

    /** The {@code result.json} of a submission, if there is one. */
    public Optional<byte[]> read(String id) throws IOException {
        return store.read(id + "/result.json");
    }

    /** What a {@code result.json} says; nothing if it is no result of this version. */
    public static Optional<Result> parse(byte[] json) {
        return Json.tryToRead(new String(json, StandardCharsets.UTF_8), Result.class)
                .filter(result -> Result.SCHEMA.equals(result.schema()));
    }

    private void writeOutput(String path, String output) throws IOException {
        if (output.isEmpty()) {
            store.remove(path);
        } else {
            store.write(path, Text.clean(output, MAX_OUTPUT).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Writes the tables of the batch; rows in the order of ids. */
    public void write(List<Row> rows) throws IOException {
        store.write("results.json", Json.of(rows));
        store.write("grades.csv", GradesCsv.of(rows));
    }
}
