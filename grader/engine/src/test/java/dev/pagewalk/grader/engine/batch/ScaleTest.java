package dev.pagewalk.grader.engine.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.report.DiskStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bookkeeping costs, for handouts/instructor/scale.adoc. */
@Tag("slow")
class ScaleTest {
    @TempDir
    Path directory;

    @Test
    void bookkeeping_takes_milliseconds_a_submission() throws Exception {
        int pupils = 5_000;
        Classroom room = new Classroom(directory.resolve("class"));
        IntStream.range(0, pupils).forEach(i -> room.handsIn("pupil-" + i, i % 101));
        List<Delivery> all = room.deliveries();
        List<Path> shards = new ArrayList<>();
        long grade = 0;
        for (int i = 1; i <= 2; i++) {
            DiskStore store = new DiskStore(directory.resolve("shard-" + i));
            shards.add(directory.resolve("shard-" + i));
            Register.write(store, Register.lines(all));
            Ledger ledger = room.ledger(store, Classroom.KEY);
            List<Delivery> part = all.stream().filter(new Shard(i, 2)::holds).toList();
            long start = System.nanoTime();
            room.grade(store, ledger, ledger.select(part));
            grade += System.nanoTime() - start;
        }
        long start = System.nanoTime();
        new Merge(new DiskStore(directory.resolve("all")), List.of()).run(shards);
        long merge = System.nanoTime() - start;
        start = System.nanoTime();
        assertEquals(pupils, room.ledger(new DiskStore(directory.resolve("all")), Classroom.KEY).select(all).kept().size());
        long resume = System.nanoTime() - start;

        System.out.printf("per submission: write and journal %.2f ms, merge %.2f ms, find out that it is done %.2f ms%n",
                grade / 1e6 / pupils, merge / 1e6 / pupils, resume / 1e6 / pupils);
    }
}
