package dev.pagewalk.grader.engine.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.engine.Batch;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
    @TempDir
    Path directory;

    private Path out;
    private DiskStore store;

    @BeforeEach
    void a_class_of_four_is_graded() throws Exception {
        out = directory.resolve("out");
        store = new DiskStore(out);
        room().handsIn("ann", 100).handsIn("bob", 40).handsIn("cem", -2).handsIn("dai", -1).grade(store);
    }

    @Test
    void only_what_could_not_be_graded_is_graded_again() throws Exception {
        assertEquals(Set.of("dai"), gradedBy(Classroom::grade));
    }

    @Test
    void a_submission_that_changed_is_graded_again() throws Exception {
        room().handsIn("bob", 50);

        assertEquals(Set.of("bob", "dai"), gradedBy(Classroom::grade));
    }

    @Test
    void a_submission_that_is_new_is_graded() throws Exception {
        room().handsIn("eve", 50);

        assertEquals(Set.of("dai", "eve"), gradedBy(Classroom::grade));
    }

    @Test
    void other_checks_grade_everybody_again() throws Exception {
        assertEquals(
                Set.of("ann", "bob", "cem", "dai"), gradedBy((room, files) -> room.grade(files, Classroom.key("new checks"))));
    }

    @Test
    void a_result_that_was_lost_or_written_to_is_made_again() throws Exception {
        Files.delete(out.resolve("ann/result.json"));
        Files.writeString(out.resolve("bob/result.json"), Files.readString(out.resolve("bob/result.json")).replace("40", "99"));

        assertEquals(Set.of("ann", "bob", "dai"), gradedBy(Classroom::grade));
    }

    @Test
    void only_failed_grades_those_who_fell_short() throws Exception {
        assertEquals(Set.of("bob", "cem", "dai"), gradedBy((room, files) -> room.grade(files, Only.FAILED)));
    }

    @Test
    void only_timeout_and_only_infra_grade_those() throws Exception {
        assertEquals(Set.of("cem"), gradedBy((room, files) -> room.grade(files, Only.TIMEOUT)));
        assertEquals(Set.of("dai"), gradedBy((room, files) -> room.grade(files, Only.INFRA)));
    }

    @Test
    void only_changed_grades_those_who_handed_in_again() throws Exception {
        room().handsIn("bob", 50).handsIn("eve", 10);

        assertEquals(Set.of("bob"), gradedBy((room, files) -> room.grade(files, Only.CHANGED)));
    }

    @Test
    void what_is_not_graded_keeps_its_row_and_its_page() throws Exception {
        var before = Classroom.canonical(out);
        Files.delete(out.resolve("ann/feedback.html"));

        List<Row> rows = room().grade(store, Only.INFRA);

        assertEquals(List.of("ann", "bob", "cem", "dai"), rows.stream().map(Row::id).toList());
        assertEquals(before, Classroom.canonical(out));
    }

    @Test
    void a_grader_that_is_closed_writes_nothing_more_and_what_it_wrote_stays() throws Exception {
        Classroom room = room().handsIn("eve", 50).handsIn("fay", 60);
        Ledger ledger = room.ledger(store, Classroom.KEY);
        Batch batch = new Batch(
                delivery -> {
                    if (delivery.id().equals("fay")) {
                        throw new CancellationException("the grader was closed");
                    }
                    return room.grade(delivery);
                },
                new Reports(store), row -> {}, ledger::enter);

        assertThrows(CancellationException.class, () -> batch.run(ledger.select(room.deliveries()), 1));

        assertFalse(Files.exists(out.resolve("fay")));
        assertEquals(Set.of("dai", "fay"), gradedBy(Classroom::grade));
    }

    @Test
    void what_a_crash_left_unfinished_is_swept_away() throws Exception {
        Files.writeString(out.resolve("ann/.123456.tmp"), "half");

        store.sweep();

        assertFalse(Files.exists(out.resolve("ann/.123456.tmp")));
        assertTrue(Files.exists(out.resolve("ann/result.json")));
    }

    @Test
    void two_runs_do_not_write_into_one_directory() throws Exception {
        try (Occupied first = Occupied.take(out).orElseThrow()) {
            assertTrue(Occupied.take(out).isEmpty(), "while " + first + " has it");
        }
        Occupied.take(out).orElseThrow().close();
    }

    private Classroom room() {
        return new Classroom(directory.resolve("class"));
    }

    private interface Run {
        List<Row> grade(Classroom room, DiskStore store) throws Exception;
    }

    private Set<String> gradedBy(Run run) throws Exception {
        Classroom room = room();
        run.grade(room, store);
        return room.graded();
    }
}
