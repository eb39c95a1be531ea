package dev.pagewalk.grader.engine.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.Graded;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegradeTest {
    private static final List<Row> BEFORE = List.of(row("ann", 50), row("bob", 60), row("cem", 70), row("dai", 80));
    private static final List<Row> AFTER = List.of(row("ann", 55), row("bob", 40), row("cem", 70), row("eve", 90));

    @TempDir
    Path directory;

    @Test
    void one_sentence_says_what_happened() {
        assertEquals("1 up, 1 down, 1 the same, 1 new, 1 gone", new Regrade(BEFORE, AFTER).sentence());
        assertEquals("0 up, 0 down, 4 the same", new Regrade(BEFORE, BEFORE).sentence());
    }

    @Test
    void the_list_holds_who_changed_and_the_losers_first() throws Exception {
        new Regrade(BEFORE, AFTER).write(new DiskStore(directory));

        assertEquals(
                """
                id,change,before,verdict before,after,verdict after,katas
                bob,down,60,FAIL,40,FAIL,k1 60 → 40
                ann,up,50,FAIL,55,FAIL,k1 50 → 55
                eve,new,,,90,FAIL,k1 none → 90
                dai,gone,80,FAIL,,,k1 80 → none
                """,
                Files.readString(directory.resolve("diff.csv")).replace("\r\n", "\n"));
    }

    @Test
    void earlier_rows_are_kept_until_somebody_allows_less() throws Exception {
        DiskStore store = new DiskStore(directory);
        Regrade.keep(store, new Regrade(BEFORE, AFTER).losers());
        assertEquals(List.of(row("bob", 60)), Regrade.kept(store));

        Regrade.keep(store, List.of());

        assertEquals(List.of(), Regrade.kept(store));
    }

    @Test
    void grading_twice_finds_a_grader_that_throws_dice() throws Exception {
        Classroom room = new Classroom(directory.resolve("class")).handsIn("ann", 10).handsIn("bob", 20);
        List<Delivery> both = room.deliveries();
        Twice steady = new Twice(room::grade, 100);
        int[] calls = {0};
        Twice dice = new Twice(delivery -> calls[0]++ == 0 ? room.grade(both.get(1)) : room.grade(both.get(0)), 100);

        Graded first = dice.apply(both.get(0));
        both.forEach(steady::apply);

        assertEquals("bob", first.result().submission().id());
        assertEquals(List.of("ann"), dice.differing());
        assertEquals(List.of(), steady.differing());
        assertEquals(2, steady.compared());
    }

    @Test
    void about_as_many_are_graded_twice_as_are_asked_for() throws Exception {
        Classroom room = new Classroom(directory.resolve("class")).handsIn("ann", 10);
        Path path = room.deliveries().get(0).path();
        Twice some = new Twice(room::grade, 10);

        IntStream.range(0, 300).forEach(i -> some.apply(new Delivery("pupil-" + i, path)));

        assertEquals(30, some.compared(), 15);
        assertEquals(List.of(), some.differing());
    }

    private static Row row(String id, int score) {
        return new Row(id, Verdict.FAIL, score, 100, List.of(new Row.KataRow("k1", Verdict.FAIL, score, 100)));
    }
}
