package dev.pagewalk.core.debug;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Replays measurements made on other x86 machines, and counts where this machine differs.
 *
 * <p>A file is UTF-8 text, gzipped or not: a header line that begins with {@code #} and tells which of the two kinds it
 * is (single accesses, or sequences of steps), then one case per line, columns separated by tabs.
 */
public final class HardwareReplay {
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final HardwareTally tally = new HardwareTally();
    private final IntPredicate chosen;

    /** Replays every case. */
    public HardwareReplay() {
        this(line -> true);
    }

    /** @param chosen the lines to replay, counted from 1, the header included */
    public HardwareReplay(IntPredicate chosen) {
        this.chosen = chosen;
    }

    /**
     * The command: replays files and prints cases and mismatches by family, and the first mismatches in full.
     *
     * @return the exit status: 0 no mismatch, 1 mismatches, 2 a file that is missing or malformed
     */
    public static int run(List<Path> files, PrintStream out, PrintStream err) {
        HardwareReplay replay = new HardwareReplay();
        try {
            for (Path file : files) {
                replay.replay(file);
            }
        } catch (NoSuchFileException e) {
            err.println(e.getFile() + ": there is no such file");
            return 2;
        } catch (IOException | MalformedMeasurement e) {
            err.println(e.getMessage());
            return 2;
        }
        replay.tally.print(out);
        return replay.tally.mismatches() == 0 ? 0 : 1;
    }

    /** What has been counted so far. */
    public HardwareTally tally() {
        return tally;
    }

    /** Replays a file. */
    public void replay(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            replay(file.toString(), in);
        }
    }

    /**
     * Replays what a stream holds.
     *
     * @param name what to call it in messages
     */
    public void replay(String name, InputStream in) throws IOException {
        int line = 0;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(plain(in), StandardCharsets.UTF_8))) {
            String header = reader.readLine();
            Function<HardwareRecord, HardwareCase> kind = kind(name, header);
            String[] columns = header.substring(1).split("\t");
            line = 1;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                if (chosen.test(line)) {
                    replay(new HardwareRecord(name, line, columns, text), kind, text);
                }
            }
        } catch (EOFException | ZipException e) {
            throw new MalformedMeasurement(name, line + 1, "the gzipped data ends or breaks here (" + e.getMessage() + ")");
        }
    }

    private void replay(HardwareRecord row, Function<HardwareRecord, HardwareCase> kind, String text) {
        HardwareCase measured;
        Optional<String> difference;
        try {
            measured = kind.apply(row);
            difference = measured.replay();
        } catch (IllegalArgumentException e) {
            throw row.malformed(1, "the case cannot be set up: " + e.getMessage());
        }
        tally.count(measured.family());
        difference.ifPresent(what -> tally.mismatch(measured.family(), row.where(), what, text));
    }

    private static Function<HardwareRecord, HardwareCase> kind(String name, String header) {
        if (HardwareAccess.HEADER.equals(header)) {
            return HardwareAccess::new;
        }
        if (HardwareSequence.HEADER.equals(header)) {
            return HardwareSequence::new;
        }
        throw new MalformedMeasurement(name, 1, 1, "expected the header of single accesses (#id fam la57 …) or of sequences"
                + " (#id la57 name …), but was \"" + start(header) + "\"");
    }

    private static String start(String header) {
        String text = header == null ? "" : header.replace('\t', ' ');
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static InputStream plain(InputStream in) throws IOException {
        PushbackInputStream start = new PushbackInputStream(in, 2);
        byte[] magic = start.readNBytes(2);
        start.unread(magic);
        boolean zipped = magic.length == 2 && (magic[0] & 0xff) == GZIP_FIRST && (magic[1] & 0xff) == GZIP_SECOND;
        return zipped ? new GZIPInputStream(start) : start;
    }
}
