package dev.pagewalk.grader.engine.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.report.DiskStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Journal.Entry ANN = new Journal.Entry("ann", "key", "hash", Verdict.PASS, 7);
    private static final Journal.Entry BOB = new Journal.Entry("bob", "key", "hash", Verdict.FAIL, 9);

    @TempDir
    Path directory;

    @Test
    void a_journal_remembers_over_runs() throws Exception {
        open().add(ANN);
        open().add(BOB);

        assertEquals(List.of(ANN, BOB), open().all());
    }

    @Test
    void the_last_line_about_a_submission_counts() throws Exception {
        Journal.Entry again = new Journal.Entry("ann", "other key", "other hash", Verdict.FAIL, 8);
        open().add(ANN);
        open().add(again);

        assertEquals(Optional.of(again), open().last("ann"));
    }

    @Test
    void a_torn_last_line_counts_as_never_written_and_spoils_no_later_one() throws Exception {
        open().add(ANN);
        Files.writeString(file(), "{\"id\":\"bob\",\"key\":\"k", StandardOpenOption.APPEND);

        assertEquals(List.of(ANN), open().all());
        open().add(BOB);
        assertEquals(List.of(ANN, BOB), open().all());
    }

    @Test
    void a_line_without_its_end_counts_if_all_of_it_is_there_or_not_at_all() throws Exception {
        open().add(ANN);
        open().add(BOB);
        byte[] whole = Files.readAllBytes(file());
        int first = new String(whole).indexOf('\n') + 1;

        for (int length = first; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            List<Journal.Entry> expected = length == whole.length - 1 ? List.of(ANN, BOB) : List.of(ANN);
            assertEquals(expected, open().all(), "cut at " + length);
        }
    }

    @Test
    void lines_that_are_no_entries_are_passed_over() throws Exception {
        Files.writeString(file(), "\n[]\nnull\n{}\n{\"id\":\"eve\"}\n\u0000\u0000\n");
        open().add(ANN);

        assertEquals(List.of(ANN), open().all());
    }

    @Test
    void a_fresh_journal_has_forgotten_all() throws Exception {
        open().add(ANN);
        Journal.fresh(new DiskStore(directory));

        assertEquals(List.of(), open().all());
    }

    private Journal open() throws Exception {
        return Journal.of(new DiskStore(directory));
    }

    private Path file() {
        return directory.resolve(Journal.FILE);
    }
}
