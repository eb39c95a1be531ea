package dev.pagewalk.grader.engine.intake.exports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.engine.Pupil;
import dev.pagewalk.grader.engine.Toy;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.intake.Handin;
import dev.pagewalk.grader.engine.intake.Inbox;
import dev.pagewalk.grader.engine.intake.Intake;
import dev.pagewalk.grader.engine.intake.exports.Exports.From;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportsTest {
    private static final String KATA = Pupil.source(Pupil.RIGHT_ADD, Pupil.RIGHT_SUM, "");

    @TempDir
    Path directory;

    private final Map<String, byte[]> files = new TreeMap<>();
    private Staging staging;

    @BeforeEach
    void stage() throws IOException {
        staging = new Staging(directory.resolve("results"));
    }

    @AfterEach
    void clear() throws IOException {
        staging.close();
    }

    @Test
    void what_a_killed_run_has_unpacked_is_cleared_away() throws Exception {
        Path left = Files.createDirectories(directory.resolve("killed/.inbox-left/1")).resolve("AdderKata.java");
        Files.writeString(left, KATA);
        Path kept = Files.writeString(directory.resolve("killed/index.html"), "");

        new Staging(directory.resolve("killed")).close();

        assertFalse(Files.exists(left.getParent().getParent()));
        assertTrue(Files.exists(kept));
    }

    @Test
    void moodle_with_a_folder_per_participant() throws Exception {
        file("Ann Lee_11_assignsubmission_file/AdderKata.java", KATA);
        file("Ann Lee_11_assignsubmission_onlinetext/onlinetext.html", "hello");
        files.put("Bob Ray_12_assignsubmission_file_/work.zip", zip(Map.of("src/AdderKata.java", KATA.getBytes(StandardCharsets.UTF_8))));
        file("Cem_13_assignsubmission_onlinetext/onlinetext.html", "I could not do it");

        assertEquals(Map.of("Ann Lee_11", true, "Bob Ray_12", true, "Cem_13", false), students(folder()));
        assertEquals(Map.of("Ann Lee_11", true, "Bob Ray_12", true, "Cem_13", false), students(packed()));
    }

    @Test
    void moodle_without_folders() throws Exception {
        file("Ann Lee_11_assignsubmission_file_AdderKata.java", KATA);
        file("Ann Lee_11_assignsubmission_file_notes.txt", "notes");

        assertEquals(Map.of("Ann Lee_11", true), students(packed()));
    }

    @Test
    void canvas_with_all_files_side_by_side() throws Exception {
        file("leeann_4711_1_AdderKata.java", "class Old {}");
        file("leeann_4711_2_AdderKata-1.java", KATA);
        file("rayBob_LATE_4712_3_readme.txt", "late");
        files.put("rayBob_LATE_4712_4_all-2.zip", zip(Map.of("AdderKata.java", KATA.getBytes(StandardCharsets.UTF_8))));

        assertEquals(Map.of("leeann_4711", true, "rayBob_4712", true), students(packed()));
        assertEquals(KATA, taken(folder()).get("leeann_4711").files().values().iterator().next().text());
    }

    @Test
    void gradescope_with_times_and_groups() throws Exception {
        file("assignment_1_export/submission_metadata.yml", """
                submission_71:
                  :submitters:
                  - :name: Ann Lee
                    :sid: '1001'
                    :email: ann@example.edu
                  - :name: Bob Ray
                    :sid: '1002'
                    :email: bob@example.edu
                  :created_at: 2026-10-12 20:59:00.123456000 Z
                  :score: 3.0
                  :history:
                  - :created_at: 2026-10-01 20:59:00.000000000 Z
                    :submitters:
                    - :name: Eve
                submission_72:
                  :submitters:
                  - :name: Cem
                    :sid:
                    :email: cem@example.edu
                  :created_at: 2026-10-12 14:22:32 -07:00
                """);
        file("assignment_1_export/submission_71/AdderKata.java", KATA);
        file("assignment_1_export/submission_72/AdderKata.java", KATA);

        List<Exported> parts = read(packed());

        assertEquals(List.of("ann@example.edu", "bob@example.edu", "cem@example.edu"), parts.stream().map(Exported::otherwise).toList());
        assertEquals(List.of("Ann Lee", "1001", "ann@example.edu"), parts.get(0).names());
        assertEquals(Optional.of(Instant.parse("2026-10-12T20:59:00.123456Z")), parts.get(1).submitted());
        assertEquals(Optional.of(Instant.parse("2026-10-12T21:22:32Z")), parts.get(2).submitted());
    }

    @Test
    void classroom_clones_are_called_by_their_logins() throws Exception {
        for (String login : List.of("ann-lee", "ann-ray", "bob")) {
            file("paging-" + login + "/src/AdderKata.java", KATA);
            file("paging-" + login + "/.git/AdderKata.java", "not handed in");
        }

        assertEquals(Map.of("ann-lee", true, "ann-ray", true, "bob", true), students(folder()));
        assertTrue(read(folder()).get(0).names().contains("ann-lee"));
    }

    @Test
    void an_ordinary_class_is_no_export() throws Exception {
        file("ann/AdderKata.java", KATA);
        file("bob/src/AdderKata.java", KATA);

        assertTrue(new Exports(staging).read(folder(), From.AUTO).isEmpty());
        assertTrue(new Exports(staging).read(packed(), From.AUTO).isEmpty());
    }

    @Test
    void nothing_is_unpacked_out_of_its_place() throws Exception {
        file("Ann_11_assignsubmission_file/AdderKata.java", KATA);
        file("../../evil.txt", "x");
        file("/evil.txt", "x");

        read(packed());

        assertTrue(Files.notExists(directory.resolve("evil.txt")));
        assertTrue(Files.notExists(Path.of("/evil.txt")));
    }

    @Test
    void a_directory_of_attempts_is_several_submissions_of_one_student() throws Exception {
        file("ann/attempt-2/AdderKata.java", KATA);
        file("ann/attempt-10/AdderKata.java", KATA);
        file("bob/2026-10-12T21-59-00Z/AdderKata.java", KATA);
        Inbox inbox = new Inbox(Toy.CURRICULUM.katas());
        inbox.add(folder());

        List<Delivery> deliveries = inbox.deliveries();

        assertEquals(List.of("ann", "ann.2", "bob"), deliveries.stream().map(Delivery::id).toList());
        assertEquals(List.of("ann", "ann", "bob"), deliveries.stream().map(Delivery::student).toList());
        assertTrue(deliveries.get(1).path().endsWith("attempt-10"));
        assertEquals(Optional.of(Instant.parse("2026-10-12T21:59:00Z")), deliveries.get(2).submitted());
    }

    private void file(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path folder() throws IOException {
        Path root = directory.resolve("class");
        for (Map.Entry<String, byte[]> each : files.entrySet()) {
            Path file = root.resolve(each.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
        return root;
    }

    private Path packed() throws IOException {
        return Files.write(directory.resolve("export.zip"), zip(files));
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private List<Exported> read(Path export) throws IOException {
        return new Exports(staging).read(export, From.AUTO).orElseThrow();
    }

    private Map<String, Handin> taken(Path export) throws IOException {
        Map<String, Handin> taken = new TreeMap<>();
        Intake intake = new Intake(Toy.CURRICULUM.katas());
        read(export).forEach(part -> taken.put(part.otherwise(), intake.take(new Delivery(part.otherwise(), part.path()))));
        return taken;
    }

    /** Who handed in, and whether there is a kata in it. */
    private Map<String, Boolean> students(Path export) throws IOException {
        Map<String, Boolean> students = new TreeMap<>();
        taken(export).forEach((student, handin) -> students.put(student, handin.holdsKata()));
        return students;
    }
}
