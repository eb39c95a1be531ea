package dev.pagewalk.grader.engine.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.report.DiskStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of handouts/instructor/scale.adoc: shards of a large class by simulation, bookkeeping by doing it. */
class ScaleTest {
    private static final int STUDENTS = 100_000;
    private static final int NODES = 100;
    private static final int JOBS = 8;
    /** Seconds of an honest submission of all katas, and of one that hangs wherever it can; every tenth is such a one. */
    private static final double HONEST = 20;

    private static final double HOSTILE = 200;

    @TempDir
    Path directory;

    @Test
    void a_hundred_nodes_share_a_large_class_evenly() {
        double[] makespans = new double[NODES];
        Random random = new Random(1);
        List<List<Double>> shards = shards(random);
        double work = 0;
        for (int i = 0; i < NODES; i++) {
            makespans[i] = makespan(shards.get(i));
            work += shards.get(i).stream().mapToDouble(Double::doubleValue).sum();
        }
        double perfect = work / NODES / JOBS;
        double last = Arrays.stream(makespans).max().orElseThrow();
        System.out.printf("%d students, %d nodes, %d at a time: %d to %d students a shard%n", STUDENTS, NODES, JOBS,
                shards.stream().mapToInt(List::size).min().orElseThrow(), shards.stream().mapToInt(List::size).max().orElseThrow());
        System.out.printf("work %.0f h, perfect %.1f min, first shard done %.1f min, last %.1f min%n", work / 3600, perfect / 60,
                Arrays.stream(makespans).min().orElseThrow() / 60, last / 60);

        assertEquals(STUDENTS, shards.stream().mapToInt(List::size).sum());
        assertTrue(last < 1.25 * perfect, "the last shard takes " + last + " s, all alike would take " + perfect);
    }

    private static List<List<Double>> shards(Random random) {
        List<List<Double>> shards = new ArrayList<>();
        IntStream.range(0, NODES).forEach(i -> shards.add(new ArrayList<>()));
        for (int i = 0; i < STUDENTS; i++) {
            double seconds = random.nextInt(10) == 0 ? HOSTILE : HONEST * (0.5 + random.nextDouble());
            shards.get(Shard.partOf("s" + i, NODES) - 1).add(seconds);
        }
        return shards;
    }

    /** The next unit goes to the worker that is free first. */
    private static double makespan(List<Double> units) {
        PriorityQueue<Double> free = new PriorityQueue<>();
        IntStream.range(0, JOBS).forEach(i -> free.add(0.0));
        units.forEach(seconds -> free.add(free.remove() + seconds));
        return free.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    @Test
    @Tag("slow")
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
