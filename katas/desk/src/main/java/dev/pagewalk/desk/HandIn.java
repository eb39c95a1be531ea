package dev.pagewalk.desk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The archive that is handed in: kata files, and a manifest that says what each of them was. The same files make the same
 * archive, to the bit.
 *
 * <pre>
 *   hand-in.zip
 *     manifest.json                       {"format": "pagewalk-hand-in-1", "files": [{"kata": "k1", "file": …, "sha256": …}]}
 *     k1_refcount/RefcountKata.java
 * </pre>
 */
final class HandIn {
    /** Bigger files are refused where they are graded. */
    private static final int MOST_BYTES = 256 << 10;
    private static final LocalDateTime NO_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final Desk desk;
    private final List<Kata> katas;

    HandIn(Desk desk, List<Kata> katas) {
        this.desk = desk;
        this.katas = katas;
        katas.forEach(this::verify);
    }

    private void verify(Kata kata) {
        byte[] source = desk.source(kata);
        if (source.length > MOST_BYTES) {
            throw new Trouble(kata.path() + " is longer than " + (MOST_BYTES >> 10) + " KiB and would be refused: a kata is some KiB.");
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(source));
        } catch (CharacterCodingException e) {
            throw new Trouble(kata.path() + " is not UTF-8 and would be refused: save it as UTF-8.");
        }
    }

    /** Writes the archive, in one step, and returns its SHA-256. */
    String writeTo(Path file) {
        try {
            byte[] archive = archive();
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new Trouble("There is no folder for the archive " + file + ": say where to with --out.");
            }
            Path fresh = Files.createTempFile(folder, "hand-in", ".tmp");
            Files.write(fresh, archive);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            return Hash.of(archive);
        } catch (IOException e) {
            throw new Trouble("The archive cannot be written to " + file + " (" + e.getMessage() + "): say where to with --out.");
        }
    }

    private byte[] archive() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, "manifest.json", manifest().getBytes(StandardCharsets.UTF_8));
            for (Kata kata : katas) {
                add(zip, entry(kata), desk.source(kata));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] contents) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(contents);
        zip.closeEntry();
    }

    private static String entry(Kata kata) {
        return kata.folder() + "/" + kata.file();
    }

    private String manifest() {
        String files = katas.stream()
                .map(kata -> "    {\"kata\": \"" + kata.id() + "\", \"file\": \"" + entry(kata) + "\", \"sha256\": \"" + Hash.of(desk.source(kata)) + "\"}")
                .collect(Collectors.joining(",\n"));
        return "{\n  \"format\": \"pagewalk-hand-in-1\",\n  \"files\": [\n" + files + "\n  ]\n}\n";
    }
}
