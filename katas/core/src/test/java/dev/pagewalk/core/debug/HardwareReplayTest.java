package dev.pagewalk.core.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The replay tells right from wrong, and says where. */
@Tag("quick")
class HardwareReplayTest {
    private static final String ACCESS = row("7 R4k 0 40 0 R 0 80010011 20 d00 0 0 1000 - 802007 803007 804007 1800003"
            + " OK - 1800000 4:20,3:20,2:20,1:20 - - = = = = QB -");
    private static final String WRITE_FAULT = row("8 B4k 0 40 3 W 0 80010011 20 d00 0 0 1000 - 802007 803007 804007"
            + " 1800005 PF 7 - - 21 - = = = = QB -");
    private static final String SEQUENCE = row("9 0 T:made_up QB -") + "\tX,80010011,20,d00,0,0 W,800000,802027"
            + " W,802000,803027 W,803000,804027 W,804000,1800027 F A,R0,0,8>K1800008>K1800008>qK1800008"
            + " D,804000>V1800027>V1800027>qV1800027";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void cases_that_agree_are_counted_by_family_and_the_status_is_0() throws IOException {
        Path accesses = file("accesses.tsv", HardwareAccess.HEADER, ACCESS, WRITE_FAULT);
        Path sequences = file("sequences.tsv", HardwareSequence.HEADER, SEQUENCE);

        int status = run(accesses, sequences);

        assertEquals(0, status, err.toString(StandardCharsets.UTF_8));
        assertEquals(List.of("family cases mismatches", "B4k 1 0", "R4k 1 0", "T 1 0", "all 3 0"), lines(out));
    }

    @Test
    void a_zipped_file_is_read_like_a_plain_one() throws IOException {
        Path zipped = folder.resolve("accesses.anything");
        try (OutputStream to = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            to.write((HardwareAccess.HEADER + "\n" + WRITE_FAULT + "\n").getBytes(StandardCharsets.UTF_8));
        }

        int status = run(zipped);

        assertEquals(0, status);
    }

    @Test
    void another_address_another_code_and_another_entry_are_mismatches() throws IOException {
        Path wrong = file("wrong.tsv", HardwareAccess.HEADER,
                ACCESS.replace("\t1800000\t4:20", "\t1801000\t4:20"),
                ACCESS.replace("4:20,3:20,2:20,1:20", "4:20,3:20,2:20,1:60"),
                WRITE_FAULT.replace("\tPF\t7\t", "\tPF\t5\t"),
                WRITE_FAULT.replace("\tPF\t7\t", "\tGP\t-\t"));

        int status = run(wrong);

        assertEquals(1, status);
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("wrong.tsv line 2: expected K1801000, but was K1800000"), text);
        assertTrue(text.contains("expected the entry of level 1 to be 1800063 afterwards, but was 1800023"), text);
        assertTrue(text.contains("line 4: expected F5, but was F7"), text);
        assertTrue(text.contains("line 5: expected G, but was F7"), text);
        assertTrue(lines(out).contains("all 4 4"), text);
    }

    @Test
    void another_error_code_that_is_listed_as_acceptable_is_accepted() throws IOException {
        Path file = file("alternatives.tsv", HardwareAccess.HEADER,
                WRITE_FAULT.replace("\tPF\t7\t-\t-\t21\t-", "\tPF\t27\t-\t-\t21\t7"));

        assertEquals(0, run(file));
    }

    @Test
    void a_step_with_an_outcome_that_is_not_allowed_is_a_mismatch() throws IOException {
        Path wrong = file("wrong.tsv", HardwareSequence.HEADER, SEQUENCE.replace(">K1800008>", ">F0|F4>"));

        int status = run(wrong);

        assertEquals(1, status);
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("step 7 of 8, A,R0,0,8: expected F0 or F4, but was K1800008"), text);
    }

    @Test
    void all_mismatches_are_counted_but_only_ten_are_shown() throws IOException {
        String wrong = WRITE_FAULT.replace("\tPF\t7\t", "\tPF\t5\t") + "\n";
        Path file = file("wrong.tsv", HardwareAccess.HEADER, wrong.repeat(12).stripTrailing());

        run(file);

        assertTrue(lines(out).contains("all 12 12"));
        assertEquals(10, lines(out).stream().filter(line -> line.contains("expected F5")).count());
    }

    @Test
    void a_missing_file_is_named() {
        int status = run(folder.resolve("nowhere.tsv"));

        assertEquals(2, status);
        assertTrue(error().endsWith("nowhere.tsv: there is no such file"), error());
    }

    @Test
    void a_number_that_is_none_is_told_with_line_and_column() throws IOException {
        int status = run(file("bad.tsv", HardwareAccess.HEADER, WRITE_FAULT, WRITE_FAULT.replace("804007", "8o4007")));

        assertEquals(2, status);
        assertTrue(error().endsWith("bad.tsv line 3, column 17 (pde) expected a hexadecimal number, but was \"8o4007\""),
                error());
    }

    @Test
    void a_line_with_too_few_columns_is_told() throws IOException {
        run(file("bad.tsv", HardwareAccess.HEADER, "1\tR4k"));

        assertTrue(error().endsWith("line 2, column 3 expected 30 columns separated by tabs, but there are 2"), error());
    }

    @Test
    void another_header_is_told() throws IOException {
        run(file("bad.tsv", "#name\tvalue"));

        assertTrue(error().contains("line 1, column 1 expected the header"), error());
    }

    @Test
    void words_that_stand_for_nothing_are_told() throws IOException {
        assertComplaint(HardwareAccess.HEADER, WRITE_FAULT.replace("\tPF\t", "\tXX\t"), "(out) expected OK, PF or GP");
        assertComplaint(HardwareAccess.HEADER, WRITE_FAULT.replace("\tW\t", "\tQ\t"), "(acc) expected an access");
        assertComplaint(HardwareAccess.HEADER, WRITE_FAULT.replace("B4k\t0", "B4k\t2"), "(la57) expected 0 or 1");
        assertComplaint(HardwareAccess.HEADER, WRITE_FAULT.replace("\t40\t3", "\t99\t3"), "MAXPHYADDR is 36 to 52");
        assertComplaint(HardwareAccess.HEADER, ACCESS.replace("4:20,", "9:20,"), "(post) expected level:mask");
        assertComplaint(HardwareSequence.HEADER, SEQUENCE.replace("F A,", "Z A,"), "(steps) expected a step");
        assertComplaint(HardwareSequence.HEADER, SEQUENCE.replace("A,R0,", "A,R,"), "expected an access and a privilege level");
        assertComplaint(HardwareSequence.HEADER, SEQUENCE.replace("W,800000,802027", "W,800000"), "to have 2 arguments");
        assertComplaint(HardwareSequence.HEADER, SEQUENCE.replace("F A,", "C,f000000000000000 A,"), "is refused: #GP(0)");
        assertComplaint(HardwareSequence.HEADER, SEQUENCE.replace(">V1800027>V1800027>qV1800027", ""), "followed by >ALLOWED");
    }

    @Test
    void a_file_that_was_cut_off_is_told() throws IOException {
        Path whole = folder.resolve("whole.gz");
        try (OutputStream to = new GZIPOutputStream(Files.newOutputStream(whole))) {
            to.write((HardwareAccess.HEADER + "\n" + WRITE_FAULT + "\n").getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.gz"), java.util.Arrays.copyOf(bytes, bytes.length - 12));

        int status = run(cut);

        assertEquals(2, status);
        assertTrue(error().contains("the gzipped data ends or breaks here"), error());
    }

    private void assertComplaint(String header, String line, String complaint) throws IOException {
        err.reset();
        assertEquals(2, run(file("bad.tsv", header, line)));
        assertTrue(error().contains(complaint), error());
    }

    private static String row(String text) {
        return text.replace(' ', '\t');
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private int run(Path... files) {
        return HardwareReplay.run(List.of(files), print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String error() {
        return err.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
    }
}
