package dev.pagewalk.grader.engine.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch whose process is killed with SIGKILL, at any point, again and again. */
class KillTest {
    private static final long SEED = 20;
    private static final int PUPILS = 8;
    /** A batch makes about so many changes to the disk. */
    private static final int CHANGES = PUPILS * 5 + 3;

    private final Random random = new Random(SEED);

    @TempDir
    Path directory;

    private Classroom room;

    @BeforeEach
    void a_class_hands_in() {
        room = new Classroom(directory.resolve("class"));
        for (int i = 0; i < PUPILS; i++) {
            room.handsIn("pupil-" + i, i * 10 + 30);
        }
    }

    @Test
    void killed_at_twenty_points_and_resumed_it_ends_as_if_nothing_had_been() throws Exception {
        survive(20, 4);
    }

    @Test
    @Tag("slow")
    void killed_at_every_point_and_resumed_it_ends_as_if_nothing_had_been() throws Exception {
        Map<String, String> undisturbed = undisturbed();
        for (int change = 1; change <= CHANGES; change++) {
            for (MortalStore.Moment moment : MortalStore.Moment.values()) {
                Path out = directory.resolve("out-" + change + moment);
                kill(out, change, moment);
                finish(out, undisturbed, change + " " + moment);
            }
        }
    }

    /** So many kills, of batches that are killed so many times each before they may end. */
    private void survive(int kills, int killsEach) throws Exception {
        Map<String, String> undisturbed = undisturbed();
        for (int batch = 0; batch < kills / killsEach; batch++) {
            Path out = directory.resolve("out-" + batch);
            List<String> points = new ArrayList<>();
            for (int i = 0; i < killsEach; i++) {
                int change = 1 + random.nextInt(CHANGES / killsEach);
                MortalStore.Moment moment = MortalStore.Moment.values()[random.nextInt(3)];
                points.add(change + " " + moment);
                kill(out, change, moment);
            }
            finish(out, undisturbed, "killed at " + points);
        }
    }

    private Map<String, String> undisturbed() throws Exception {
        Path out = directory.resolve("undisturbed");
        new Classroom(directory.resolve("class")).grade(new DiskStore(out));
        return Classroom.canonical(out);
    }

    /** Starts or resumes it in a process of its own, which dies at this change. */
    private void kill(Path out, int change, MortalStore.Moment moment) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                        MortalBatch.class.getName(),
                        directory.resolve("class").toString(), out.toString(), String.valueOf(change), moment.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = process.inputReader()) {
            assertEquals(MortalBatch.NOW, said.readLine(), "it must still have something to write at change " + change);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Resumes it for the last time. Nothing is graded that was finished, and nothing is missing or there twice. */
    private void finish(Path out, Map<String, String> undisturbed, String points) throws Exception {
        DiskStore store = new DiskStore(out);
        int before = finished(store);
        Classroom last = new Classroom(directory.resolve("class"));
        try (Occupied occupied = Occupied.take(out).orElseThrow()) {
            store.sweep();
            List<Row> rows = last.grade(store);
            assertEquals(room.deliveries().stream().map(each -> each.id()).toList(), rows.stream().map(Row::id).toList(), points);
        }
        assertEquals(PUPILS - before, last.graded().size(), points);
        assertEquals(undisturbed, Classroom.canonical(out), points);
        assertTrue(Files.exists(out.resolve(Journal.FILE)));
    }

    private static int finished(DiskStore store) throws IOException {
        return Journal.of(store).all().size();
    }
}
