package dev.pagewalk.grader.app.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes a zip archive that has the same bytes whenever and wherever it is written. */
public final class Archive {
    private static final int FILE = 0100644;
    private static final int PROGRAM = 0100755;

    private Archive() {}

    /**
     * Writes it. The file is there as a whole or not at all.
     *
     * @param top the directory that all files are in
     * @param day that all files get as their date
     */
    public static void write(Tree tree, String top, Instant day, Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(part)) {
                for (Map.Entry<String, Blob> each : tree.files().entrySet()) {
                    zip.putArchiveEntry(entry(top + "/" + each.getKey(), each.getValue(), day));
                    zip.write(each.getValue().bytes());
                    zip.closeArchiveEntry();
                }
            }
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The SHA-256 of a file, as {@code sha256sum} prints it. */
    public static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A zip archive holds local time: noon of the day, wherever that is. */
    private static ZipArchiveEntry entry(String path, Blob blob, Instant day) {
        ZipArchiveEntry entry = new ZipArchiveEntry(path);
        entry.setUnixMode(blob.executable() ? PROGRAM : FILE);
        entry.setTime(day.atZone(ZoneOffset.UTC).toLocalDate().atTime(LocalTime.NOON).atZone(ZoneId.systemDefault()).toInstant().toEpochMilli());
        entry.setSize(blob.bytes().length);
        return entry;
    }
}
