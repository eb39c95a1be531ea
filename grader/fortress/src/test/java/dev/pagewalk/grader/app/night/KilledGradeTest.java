package dev.pagewalk.grader.app.night;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.grader.engine.batch.Journal;
import dev.pagewalk.grader.engine.report.DiskStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code pagewalk grade} killed with SIGKILL, with its workers in their sandboxes, and started again. When it is killed is
 * drawn by lot, from its start to its usual end; what must be true then is true at any moment. A Ctrl-C in the middle is gentler.
 */
class KilledGradeTest {
    private static final long SEED = 20;
    /** A run is killed so often before it may end. */
    private static final int KILLS_EACH = 4;

    private final Random random = new Random(SEED);

    @TempDir
    Path directory;

    private Hall hall;
    private Map<String, String> undisturbed;
    private long usualMs;

    @BeforeEach
    void a_class_is_graded_undisturbed() throws Exception {
        hall = new Hall(Files.createDirectory(directory.resolve("h")));
        long start = System.nanoTime();
        hall.run(hall.grade(directory.resolve("undisturbed")));
        usualMs = (System.nanoTime() - start) / 1_000_000;
        undisturbed = Hall.canonical(directory.resolve("undisturbed"));
    }

    @Test
    void two_shards_that_are_killed_and_resumed_make_together_what_one_run_makes() throws Exception {
        Path one = directory.resolve("shard-1");
        Path two = directory.resolve("shard-2");
        Path all = directory.resolve("all");

        killAndResume(one, "--shard", "1/2");
        killAndResume(two, "--shard", "2/2");
        hall.run(hall.start("merge", one.toString(), two.toString(), "--out", all.toString()));

        assertEquals(undisturbed, Hall.canonical(all));
    }

    @Test
    void interrupted_from_the_terminal_it_finishes_what_it_grades_and_goes_on_from_there() throws Exception {
        Path out = directory.resolve("interrupted");
        Process grade = hall.grade(out);
        grade.waitFor(usualMs / 2, TimeUnit.MILLISECONDS);

        Hall.interrupt(grade);
        grade.waitFor();
        hall.awaitNobody();
        hall.run(hall.grade(out));

        assertEquals(undisturbed, Hall.canonical(out));
        assertEachGradedOnce(out);
    }

    private void killAndResume(Path out, String... shard) throws Exception {
        isKilled(out, shard);
        hall.run(hall.grade(out, shard));
        assertEquals(List.of(), hall.leavings(out));
    }

    @Test
    @Tag("slow")
    void killed_at_twenty_points_and_resumed_it_ends_as_if_nothing_had_been() throws Exception {
        int left = 20;
        for (int run = 1; left > 0; run++) {
            Path out = directory.resolve("run-" + run);
            for (int i = 0; i < KILLS_EACH && left > 0 && isKilled(out); i++) {
                left--;
            }
            hall.run(hall.grade(out));
            assertEquals(undisturbed, Hall.canonical(out), "run " + run);
            assertEquals(List.of(), hall.leavings(out), "run " + run);
            assertEachGradedOnce(out);
        }
    }

    /** Whether it was killed: chance may have let it come to its end. */
    private boolean isKilled(Path out, String... more) throws Exception {
        Process grade = hall.grade(out, more);
        boolean ended = grade.waitFor(random.nextLong(usualMs), TimeUnit.MILLISECONDS);
        grade.destroyForcibly().waitFor();
        hall.awaitNobody();
        return !ended;
    }

    /** Whatever a line of the journal speaks of was not graded again. */
    private void assertEachGradedOnce(Path out) throws Exception {
        List<String> lines = Files.readAllLines(out.resolve(Journal.FILE));
        for (Journal.Entry entry : Journal.of(new DiskStore(out)).all()) {
            assertEquals(1, lines.stream().filter(line -> line.contains("\"" + entry.id() + "\"") && line.endsWith("}")).count(), entry.id());
        }
        assertEquals(hall.pupils(), Journal.of(new DiskStore(out)).all().stream().map(Journal.Entry::id).toList());
    }
}
