package dev.pagewalk.grader.engine.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.engine.batch.Merge.Merged;
import dev.pagewalk.grader.engine.classpage.ClassPage;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.report.DiskStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardTest {
    @TempDir
    Path directory;

    private Classroom room;

    @BeforeEach
    void a_class_of_twelve() {
        room = new Classroom(directory.resolve("class"));
        IntStream.range(0, 12).forEach(i -> room.handsIn("pupil-" + i, 40 + i));
    }

    @Test
    void two_shards_merged_are_one_run_byte_for_byte() throws Exception {
        merge("merged", shard(1, 2), shard(2, 2));

        assertEquals(files(whole()), files(directory.resolve("merged")));
    }

    @Test
    void shards_can_be_merged_in_any_grouping_and_order() throws Exception {
        Path one = shard(1, 3);
        Path two = shard(2, 3);
        Path three = shard(3, 3);
        merge("left", one, two);
        merge("left then right", directory.resolve("left"), three);
        merge("right", three, two);
        merge("right then left", directory.resolve("right"), one);

        assertEquals(files(whole()), files(directory.resolve("left then right")));
        assertEquals(files(whole()), files(directory.resolve("right then left")));
    }

    @Test
    void every_submission_is_in_one_shard() throws Exception {
        for (Delivery delivery : room.deliveries()) {
            long in = IntStream.rangeClosed(1, 5).filter(i -> new Shard(i, 5).holds(delivery)).count();
            assertEquals(1, in, delivery.id());
        }
    }

    @Test
    void all_attempts_of_a_student_are_in_one_shard() {
        Delivery first = new Delivery("ann", directory, "ann", 1, Optional.empty());
        Delivery second = new Delivery("ann-2", directory, "ann", 2, Optional.empty());

        assertTrue(IntStream.rangeClosed(1, 50).allMatch(i -> new Shard(i, 50).holds(first) == new Shard(i, 50).holds(second)));
    }

    @Test
    void a_missing_shard_is_named_by_the_submissions_that_have_no_result() throws Exception {
        Path one = shard(1, 2);

        Merged merged = merge("half", one);

        List<String> others = room.deliveries().stream().filter(new Shard(2, 2)::holds).map(Delivery::id).toList();
        assertEquals(others, merged.missing());
    }

    @Test
    void a_shard_that_is_given_twice_is_told_and_changes_nothing() throws Exception {
        Path one = shard(1, 2);

        Merged merged = merge("merged", one, shard(2, 2), one);

        assertEquals(room.deliveries().stream().filter(new Shard(1, 2)::holds).map(Delivery::id).toList(), merged.duplicates());
        assertEquals(files(whole()), files(directory.resolve("merged")));
    }

    @Test
    void two_results_that_differ_are_refused_and_nothing_is_written() throws Exception {
        Path one = shard(1, 1);
        room.handsIn("pupil-3", 99);
        Path other = directory.resolve("other");
        room.grade(new DiskStore(other));
        Register.write(new DiskStore(other), Register.lines(room.deliveries()));

        MergeProblem refused = assertThrows(MergeProblem.class, () -> merge("merged", one, other));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("pupil-3 has one result in " + one), refused.getMessage());
        assertTrue(Files.notExists(directory.resolve("merged")));
    }

    @Test
    void a_directory_that_is_no_shard_is_refused() {
        assertThrows(MergeProblem.class, () -> merge("merged", directory.resolve("class")));
    }

    @Test
    void a_merged_directory_can_be_gone_on_with() throws Exception {
        merge("merged", shard(1, 2), shard(2, 2));
        Classroom again = new Classroom(directory.resolve("class")).handsIn("late", 70);

        again.grade(new DiskStore(directory.resolve("merged")));

        assertEquals(1, again.graded().size());
    }

    @Test
    void a_text_that_is_no_shard() {
        assertTrue(Stream.of("", "1", "0/4", "5/4", "-1/4", "1/0", "a/b", "1/4/2").allMatch(text -> Shard.parse(text).isEmpty()));
        assertEquals(Optional.of(new Shard(4, 4)), Shard.parse("4/4"));
    }

    private Path whole() throws Exception {
        return shard(1, 1);
    }

    private Path shard(int index, int of) throws Exception {
        Path out = directory.resolve("shard-" + index + "-of-" + of);
        DiskStore store = new DiskStore(out);
        Register.write(store, Register.lines(room.deliveries()));
        Ledger ledger = room.ledger(store, Classroom.KEY);
        room.grade(store, ledger, ledger.select(room.deliveries().stream().filter(new Shard(index, of)::holds).toList()));
        return out;
    }

    private Merged merge(String out, Path... shards) throws IOException, MergeProblem {
        DiskStore store = new DiskStore(directory.resolve(out));
        Merged merged = new Merge(store, List.of("course.json")).run(List.of(shards));
        ClassPage.write(store);
        return merged;
    }

    private static Map<String, String> files(Path out) throws IOException {
        return Classroom.canonical(out);
    }
}
