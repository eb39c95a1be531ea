package dev.pagewalk.grader.engine.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.intake.Handin.KataFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
    private static final Kata KATA =
            new Kata("t1", "Toy", "toy.katas.AdderKata", Runnable.class, "toy.references.AdderKata", List.of());
    private static final String TEXT = "class AdderKata { } // ü\n";

    @TempDir
    Path directory;

    @Test
    void a_directory_and_archives_of_the_same_file_are_the_same_submission() throws IOException {
        Files.createDirectories(directory.resolve("d/src/deep"));
        Files.writeString(directory.resolve("d/src/deep/AdderKata.java"), TEXT);

        Handin folder = take("d");
        Handin zip = take(zip("a.zip", "x/AdderKata.java", utf8(TEXT), 0));
        Handin tar = take(tarGz("a.tar.gz", "./y/AdderKata.java", TEXT));

        assertEquals(TEXT, file(folder).text());
        assertEquals(TEXT, file(zip).text());
        assertEquals(TEXT, file(tar).text());
        assertEquals(folder.sha256(), zip.sha256());
        assertEquals(folder.sha256(), tar.sha256());
    }

    @Test
    void one_byte_more_is_another_submission() throws IOException {
        Handin one = take(zip("a.zip", "AdderKata.java", utf8(TEXT), 0));
        Handin two = take(zip("b.zip", "AdderKata.java", utf8(TEXT + " "), 0));

        assertFalse(one.sha256().equals(two.sha256()));
    }

    @Test
    void the_same_name_twice_is_refused_with_both_paths() throws IOException {
        Files.createDirectories(directory.resolve("d/old"));
        Files.writeString(directory.resolve("d/AdderKata.java"), TEXT);
        Files.writeString(directory.resolve("d/old/AdderKata.java"), TEXT);

        assertEquals(
                "AdderKata.java is there more than once (AdderKata.java and old/AdderKata.java): hand in one of them.",
                file(take("d")).problem());
    }

    @Test
    void what_is_no_kata_is_ignored_and_listed_but_for_the_expected_verdict() throws IOException {
        Files.createDirectories(directory.resolve("d"));
        Files.writeString(directory.resolve("d/Evil.class"), TEXT);
        Files.writeString(directory.resolve("d/expected.json"), "{}");

        Handin handin = take("d");

        assertEquals(List.of("Evil.class"), handin.ignored());
        assertFalse(handin.holdsKata());
    }

    @Test
    void an_entry_that_climbs_out_of_its_archive_is_refused() throws IOException {
        Handin handin = take(zip("slip.zip", "../../AdderKata.java", utf8(TEXT), 0));

        assertTrue(handin.problem().contains("points out of it (../../AdderKata.java)"), handin.problem());
        assertFalse(Files.exists(directory.resolve("../../AdderKata.java")));
    }

    @Test
    void a_zip_bomb_costs_no_more_than_its_first_bytes() throws IOException {
        Handin handin = take(zip("bomb.zip", "AdderKata.java", new byte[100 << 20], 0));

        assertEquals("AdderKata.java is longer than 256 KiB: a kata is some KiB.", file(handin).problem());
    }

    @Test
    void a_packed_tar_that_unpacks_to_too_much_is_refused() throws IOException {
        Handin handin = take(tarGz("bomb.tgz", "big.bin", "x".repeat(70 << 20)));

        assertEquals("It unpacks to more than 64 MiB: hand in the kata files alone.", handin.problem());
    }

    @Test
    void too_many_entries_are_refused() throws IOException {
        Path archive = directory.resolve("many.zip");
        try (var zip = new ZipArchiveOutputStream(archive)) {
            for (int i = 0; i <= Caps.ENTRIES; i++) {
                zip.putArchiveEntry(new ZipArchiveEntry("f" + i));
                zip.closeArchiveEntry();
            }
        }

        assertTrue(take("many.zip").problem().contains("more than 20000 entries"));
    }

    @Test
    void a_link_in_a_directory_is_not_followed() throws IOException {
        Files.createDirectories(directory.resolve("d"));
        Files.writeString(directory.resolve("secret"), TEXT);
        Files.createSymbolicLink(directory.resolve("d/AdderKata.java"), directory.resolve("secret"));

        KataFile file = file(take("d"));

        assertEquals("", file.text());
        assertTrue(file.problem().contains("not a link"), file.problem());
    }

    @Test
    void a_link_in_an_archive_is_not_followed() throws IOException {
        Handin zip = take(zip("link.zip", "AdderKata.java", utf8("/etc/passwd"), 0120777));
        Path tar = directory.resolve("link.tar");
        try (var out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            TarArchiveEntry link = new TarArchiveEntry("AdderKata.java", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            out.putArchiveEntry(link);
            out.closeArchiveEntry();
        }

        assertTrue(file(zip).problem().contains("not a link"));
        assertTrue(file(take("link.tar")).problem().contains("not a link"));
    }

    @Test
    void a_submission_that_is_itself_a_link_is_refused() throws IOException {
        Files.createDirectory(directory.resolve("other"));
        Files.createSymbolicLink(directory.resolve("d"), directory.resolve("other"));

        assertTrue(take("d").problem().startsWith("It is a link"));
    }

    @Test
    void what_is_not_utf_8_is_refused_and_a_byte_order_mark_is_not() throws IOException {
        Handin latin1 = take(zip("a.zip", "AdderKata.java", TEXT.getBytes(StandardCharsets.ISO_8859_1), 0));
        Handin marked = take(zip("b.zip", "AdderKata.java", utf8("\uFEFF" + TEXT), 0));

        assertTrue(file(latin1).problem().startsWith("AdderKata.java is not UTF-8"));
        assertEquals(TEXT, file(marked).text());
    }

    @Test
    void what_only_looks_like_an_archive_is_refused_in_one_sentence() throws IOException {
        Files.writeString(directory.resolve("a.zip"), "PK but nothing else");
        Files.writeString(directory.resolve("b.zip"), "Rar!");

        assertTrue(take("a.zip").problem().startsWith("It cannot be read as a zip or tar archive"));
        assertTrue(take("b.zip").problem().startsWith("It is not a zip, tar or tar.gz archive"));
    }

    private static KataFile file(Handin handin) {
        assertEquals("", handin.problem());
        return handin.files().get(KATA);
    }

    private Handin take(String name) {
        return new Intake(List.of(KATA)).take(new Delivery("id", directory.resolve(name)));
    }

    private String zip(String archive, String entry, byte[] contents, int mode) throws IOException {
        try (var zip = new ZipArchiveOutputStream(directory.resolve(archive))) {
            ZipArchiveEntry header = new ZipArchiveEntry(entry);
            if (mode != 0) {
                header.setUnixMode(mode);
            }
            zip.putArchiveEntry(header);
            zip.write(contents);
            zip.closeArchiveEntry();
        }
        return archive;
    }

    private String tarGz(String archive, String entry, String text) throws IOException {
        byte[] contents = utf8(text);
        try (var tar = new TarArchiveOutputStream(
                new GzipCompressorOutputStream(Files.newOutputStream(directory.resolve(archive))))) {
            TarArchiveEntry header = new TarArchiveEntry(entry);
            header.setSize(contents.length);
            tar.putArchiveEntry(header);
            tar.write(contents);
            tar.closeArchiveEntry();
        }
        return archive;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
