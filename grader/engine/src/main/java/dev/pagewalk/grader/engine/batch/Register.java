package dev.pagewalk.grader.engine.batch;

import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.report.FileStore;
import dev.pagewalk.grader.engine.report.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * {@code deliveries.json}: every submission of the class, graded here or elsewhere, so that it can be told later whose
 * it was, when it came, and whether one is missing.
 */
public final class Register {
    private static final String FILE = "deliveries.json";

    private Register() {}

    /**
     * A submission.
     *
     * @param submitted ISO 8601, or empty
     */
    public record Line(String id, String student, int attempt, String submitted) {

        static Line of(Delivery delivery) {
            String submitted = delivery.submitted().map(Instant::toString).orElse("");
            return new Line(delivery.id(), delivery.student(), delivery.attempt(), submitted);
        }

        /** When it was handed in, if that is known. */
        public Optional<Instant> when() {
            return submitted.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(submitted));
        }
    }

    /** The lines of a class, in the order of ids. */
    public static List<Line> lines(List<Delivery> deliveries) {
        return deliveries.stream().map(Line::of).sorted(Comparator.comparing(Line::id)).toList();
    }

    public static void write(FileStore store, List<Line> lines) throws IOException {
        store.write(FILE, Json.of(lines));
    }

    /** What was written; nothing if there is none. */
    public static Optional<List<Line>> read(FileStore store) throws IOException {
        return store.read(FILE)
                .flatMap(bytes -> Json.tryToRead(new String(bytes, StandardCharsets.UTF_8), Line[].class))
                .map(List::of);
    }
}
