package dev.pagewalk.grader.engine.intake;

import dev.pagewalk.grader.api.Kata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Takes a submission in: whatever is wrong with it becomes a sentence in the {@link Handin}. */
public final class Intake {
    private static final int TAR_MAGIC_AT = 257;

    private final List<Kata> katas;

    public Intake(List<Kata> katas) {
        this.katas = katas;
    }

    public Handin take(Delivery delivery) {
        Collector collector = new Collector(katas);
        try {
            open(delivery.path()).visit(collector);
            if (!collector.foundAny()) {
                lookInto(delivery.path(), collector);
            }
            return collector.handin(delivery.id());
        } catch (IntakeProblem e) {
            return refused(delivery, e.sentence());
        } catch (IOException | RuntimeException e) {
            return refused(delivery, "It cannot be read as a " + (Files.isDirectory(delivery.path()) ? "directory" : "zip or tar archive")
                    + ": pack it again, as zip or tar.gz, without a password.");
        }
    }

    /** Platforms put what a student uploaded into a folder: if there is no kata file in it, archives in it may have one. */
    private static void lookInto(Path path, Collector collector) throws IOException, IntakeProblem {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> archives;
        try (Stream<Path> files = Files.list(path)) {
            archives = files.filter(Inbox::isArchive).sorted().limit(Caps.NESTED).toList();
        }
        for (Path archive : archives) {
            String name = String.valueOf(archive.getFileName());
            open(archive).visit((entry, kind, contents) -> collector.entry(name + "/" + entry, kind, contents));
        }
    }

    private static Handin refused(Delivery delivery, String problem) {
        String hash = new Digest().add("refused", problem.getBytes(StandardCharsets.UTF_8)).hex();
        return new Handin(delivery.id(), hash, Map.of(), List.of(), problem);
    }

    private static Container open(Path path) throws IOException, IntakeProblem {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return new FolderContainer(path);
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IntakeProblem("It is a link or no regular file: hand in a directory or an archive.");
        }
        if (Files.size(path) > Caps.ARCHIVE_BYTES) {
            throw Caps.exceeded("is an archive of more than " + (Caps.ARCHIVE_BYTES >> 20) + " MiB");
        }
        return archive(path);
    }

    private static Container archive(Path path) throws IOException, IntakeProblem {
        byte[] start;
        try (var in = Files.newInputStream(path)) {
            start = in.readNBytes(TAR_MAGIC_AT + 5);
        }
        if (startsWith(start, 'P', 'K')) {
            return new ZipContainer(path);
        }
        if (startsWith(start, 0x1f, 0x8b)) {
            return new TarContainer(path, true);
        }
        if (start.length > TAR_MAGIC_AT && startsWith(Arrays.copyOfRange(start, TAR_MAGIC_AT, start.length), 'u', 's', 't')) {
            return new TarContainer(path, false);
        }
        throw new IntakeProblem("It is not a zip, tar or tar.gz archive: pack it as one of these.");
    }

    private static boolean startsWith(byte[] bytes, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
