package dev.pagewalk.grader.engine.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * How long a class takes on many nodes, by simulation. What a submission takes is drawn from what others took; a node takes
 * the next shard when it is free, as in an array of jobs; within a shard, the next submission begins when a worker is free.
 * The same figures on every run.
 */
public final class Plan {
    private static final long SEED = 1;

    private final int nodes;
    private final int jobs;
    private final long startMs;
    private final long[] tookMs;

    /**
     * When nodes end with so many shards.
     *
     * @param smallest number of students in a shard
     * @param largest likewise
     * @param nodesMs when each node has nothing more to do, the earliest first
     */
    public record Ends(int shards, int smallest, int largest, List<Long> nodesMs) {

        public long firstMs() {
            return nodesMs.get(0);
        }

        public long lastMs() {
            return nodesMs.get(nodesMs.size() - 1);
        }
    }

    /**
     * @param measuredMs what submissions took, each as likely as the other; at least one
     * @param jobs how many a node grades at a time
     * @param startMs what a shard takes before its first submission begins
     */
    public Plan(List<Long> measuredMs, int students, int nodes, int jobs, long startMs) {
        Random random = new Random(SEED);
        this.nodes = nodes;
        this.jobs = jobs;
        this.startMs = startMs;
        this.tookMs = LongStream.generate(() -> measuredMs.get(random.nextInt(measuredMs.size()))).limit(students).toArray();
    }

    /** What one worker would take for all of them. */
    public long workMs() {
        return Arrays.stream(tookMs).sum();
    }

    /** What it takes if no node and no worker ever waits for another. */
    public long evenMs() {
        return workMs() / nodes / jobs;
    }

    /** Deals the students out to so many shards, and these to the nodes. */
    public Ends ends(int shards) {
        List<List<Long>> parts = new ArrayList<>();
        for (int i = 0; i < shards; i++) {
            parts.add(new ArrayList<>());
        }
        for (int i = 0; i < tookMs.length; i++) {
            parts.get(Shard.partOf("student-" + i, shards) - 1).add(tookMs[i]);
        }
        List<Integer> sizes = parts.stream().map(List::size).toList();
        List<Long> shardsMs = parts.stream().map(part -> startMs + Collections.max(dealt(part, jobs))).toList();
        return new Ends(shards, Collections.min(sizes), Collections.max(sizes), dealt(shardsMs, nodes));
    }

    /** When each of so many has nothing more to do, if the next piece goes to the one that is free first. */
    private static List<Long> dealt(List<Long> pieces, int among) {
        PriorityQueue<Long> free = new PriorityQueue<>(Collections.nCopies(among, 0L));
        pieces.forEach(piece -> free.add(free.remove() + piece));
        return free.stream().sorted().toList();
    }
}
