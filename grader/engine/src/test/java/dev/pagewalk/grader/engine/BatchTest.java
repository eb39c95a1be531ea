package dev.pagewalk.grader.engine;

import static dev.pagewalk.grader.engine.Pupil.RIGHT_SUM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.FileStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.GraderId;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class of four, graded one by one and two at a time, and the honest two of them alone. */
class BatchTest {
    @TempDir
    private static Path directory;

    private static List<Row> rows;
    private static List<Delivery> honest;

    @BeforeAll
    static void grade_a_class() throws Exception {
        List<Delivery> all = classroom();
        honest = all.stream().filter(each -> each.id().startsWith("honest")).toList();
        rows = grade(all, "one", 1);
        grade(all, "two", 2);
        grade(honest, "alone", 1);
    }

    @Test
    void neither_a_second_run_nor_more_jobs_change_a_byte_of_a_result() throws Exception {
        for (Row row : rows) {
            assertArrayEquals(bytes("one/" + row.id() + "/result.json"), bytes("two/" + row.id() + "/result.json"), row.id());
            assertArrayEquals(bytes("one/" + row.id() + "/feedback.html"), bytes("two/" + row.id() + "/feedback.html"));
        }
        for (String file : List.of("results.json", "grades.csv")) {
            assertArrayEquals(bytes("one/" + file), bytes("two/" + file), file);
        }
    }

    @Test
    void a_hostile_submission_changes_nothing_for_the_others() throws Exception {
        for (Delivery each : honest) {
            String file = "/" + each.id() + "/result.json";
            assertArrayEquals(bytes("alone" + file), bytes("two" + file));
        }
    }

    @Test
    void rows_come_in_the_order_of_ids_and_say_what_the_results_say() throws Exception {
        assertEquals(
                List.of(
                        row("evil-exit", Verdict.CRASH, 33),
                        row("evil-loop", Verdict.TIMEOUT, 33),
                        row("honest-right", Verdict.PASS, 53),
                        row("honest-wrong", Verdict.FAIL, 33)),
                rows);
        assertEquals(
                "id,verdict,score,max,t1\r\nevil-exit,CRASH,33,53,33\r\nevil-loop,TIMEOUT,33,53,33\r\n"
                        + "honest-right,PASS,53,53,53\r\nhonest-wrong,FAIL,33,53,33\r\n",
                Files.readString(directory.resolve("two/grades.csv")));
    }

    @Test
    void a_report_that_cannot_be_written_is_said_and_the_others_are_written() throws Exception {
        FileStore store = mock(FileStore.class);
        doThrow(new IOException("disk full")).when(store).write(eq("b/result.json"), any());
        List<Delivery> deliveries = List.of(new Delivery("a", directory), new Delivery("b", directory), new Delivery("c", directory));

        Batch batch = new Batch(BatchTest::infra, new Reports(store), row -> {});

        assertThrows(IOException.class, () -> batch.run(deliveries, 1));
        verify(store).write(eq("c/result.json"), any());
    }

    @Test
    void a_batch_that_is_stopped_finishes_what_is_being_graded_and_begins_no_more() throws Exception {
        FileStore store = mock(FileStore.class);
        List<Delivery> deliveries = List.of(new Delivery("a", directory), new Delivery("b", directory));
        AtomicReference<Batch> batch = new AtomicReference<>();
        batch.set(new Batch(
                delivery -> {
                    batch.get().stop();
                    return infra(delivery);
                },
                new Reports(store),
                row -> {}));

        assertThrows(CancellationException.class, () -> batch.get().run(deliveries, 1));
        verify(store).write(eq("a/result.json"), any());
        verify(store, never()).write(eq("b/result.json"), any());
    }

    private static Row row(String id, Verdict verdict, int score) {
        return new Row(id, verdict, score, 53, List.of(new Row.KataRow("t1", verdict, score, 53)));
    }

    private static Graded infra(Delivery delivery) {
        var id = new SubmissionId(delivery.id(), "", List.of());
        var grader = new GraderId("", "", "");
        return new Graded(
                new Result("", grader, id, Verdict.INFRA, "", 0, 1, List.of()),
                Map.of(),
                "");
    }

    private static List<Delivery> classroom() {
        Pupil pupil = new Pupil(directory.resolve("class"));
        return new ArrayList<>(List.of(
                pupil.writes("evil-loop", "while (true) { }", RIGHT_SUM),
                pupil.right("honest-right"),
                pupil.writes("honest-wrong", "return a * b;", RIGHT_SUM),
                pupil.writes("evil-exit", "System.exit(0); return 0;", RIGHT_SUM)));
    }

    private static List<Row> grade(List<Delivery> deliveries, String out, int jobs) throws Exception {
        try (Grader grader = Toy.grader()) {
            return new Batch(grader::grade, new Reports(new DiskStore(directory.resolve(out))), row -> {})
                    .run(deliveries, jobs);
        }
    }

    private static byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(directory.resolve(file));
    }
}
