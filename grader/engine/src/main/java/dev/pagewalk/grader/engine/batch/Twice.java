package dev.pagewalk.grader.engine.batch;

import dev.pagewalk.grader.engine.Graded;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.intake.Digest;
import dev.pagewalk.grader.engine.report.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Grades some submissions twice, and remembers where the second result was not the first, byte for byte. */
public final class Twice implements Function<Delivery, Graded> {
    private static final int HEX = 16;
    private static final double RANGE = 0x1p32;

    private final Function<Delivery, Graded> grader;
    private final double percent;
    private final AtomicInteger compared = new AtomicInteger();
    private final Set<String> differing = new ConcurrentSkipListSet<>();

    /**
     * @param percent of the submissions that are graded twice, always the same ones
     */
    public Twice(Function<Delivery, Graded> grader, double percent) {
        this.grader = grader;
        this.percent = percent;
    }

    @Override
    public Graded apply(Delivery delivery) {
        Graded first = grader.apply(delivery);
        if (isChosen(delivery)) {
            Graded second = grader.apply(delivery);
            compared.incrementAndGet();
            if (!Arrays.equals(Json.of(first.result()), Json.of(second.result()))) {
                differing.add(delivery.id());
            }
        }
        return first;
    }

    private boolean isChosen(Delivery delivery) {
        String digest = new Digest().add("twice", delivery.id().getBytes(StandardCharsets.UTF_8)).hex();
        return Long.parseLong(digest.substring(0, Integer.BYTES * 2), HEX) / RANGE * 100 < percent;
    }

    /** How many were graded twice. */
    public int compared() {
        return compared.get();
    }

    /** Ids of those whose results differ, in order. */
    public List<String> differing() {
        return List.copyOf(differing);
    }
}
