package dev.pagewalk.grader.engine;

import static dev.pagewalk.grader.engine.Pupil.RIGHT_ADD;
import static dev.pagewalk.grader.engine.Pupil.RIGHT_SUM;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class of which every tenth is hostile, graded in one night: as many as {@code -Dpagewalk.night} says, or 500. */
@Tag("slow")
class NightTest {
    private static final int PUPILS = Integer.getInteger("pagewalk.night", 500);
    private static final int EVERY = 10;
    private static final List<String> HOSTILE = List.of(
            "System.exit(0); return 0;",
            "while (true) { }",
            "return add(a, b);",
            "Runtime.getRuntime().halt(0); return 0;",
            "java.util.List<byte[]> all = new java.util.ArrayList<>(); while (true) { all.add(new byte[1 << 20]); }");

    private static final List<String> HONEST = List.of(
            RIGHT_ADD, "return a * b;", "return b + a;", "return a;", "throw new IllegalStateException(\"later\");", "return a - -b;");

    @TempDir
    Path directory;

    @Test
    void every_honest_submission_gets_what_it_gets_alone() throws Exception {
        Map<String, String> alone = new TreeMap<>();
        for (int i = 0; i < HONEST.size(); i++) {
            Delivery delivery = pupil("alone").writes("honest", HONEST.get(i), RIGHT_SUM);
            grade(List.of(delivery), "alone-" + i, 1);
            alone.put(HONEST.get(i), Files.readString(directory.resolve("alone-" + i + "/honest/result.json")));
        }
        List<Delivery> all = new ArrayList<>();
        for (int i = 0; i < PUPILS; i++) {
            all.add(pupil("class").writes(String.format("pupil-%03d", i), add(i), RIGHT_SUM));
        }

        List<Row> rows = grade(all, "together", 2);

        assertEquals(PUPILS, rows.size());
        for (int i = 0; i < PUPILS; i++) {
            if (i % EVERY != 0) {
                String id = rows.get(i).id();
                String together = Files.readString(directory.resolve("together/" + id + "/result.json"));
                assertEquals(alone.get(add(i)), together.replace("\"" + id + "\"", "\"honest\""), id);
            } else {
                assertEquals(false, rows.get(i).verdict() == Verdict.PASS, rows.get(i).id());
            }
        }
    }

    private static String add(int i) {
        return i % EVERY == 0 ? HOSTILE.get(i / EVERY % HOSTILE.size()) : HONEST.get(i % HONEST.size());
    }

    private Pupil pupil(String room) {
        return new Pupil(directory.resolve(room));
    }

    private List<Row> grade(List<Delivery> deliveries, String out, int jobs) throws Exception {
        try (Grader grader = Toy.grader()) {
            return new Batch(grader::grade, new Reports(new DiskStore(directory.resolve(out))), row -> {}).run(deliveries, jobs);
        }
    }
}
