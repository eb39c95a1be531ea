package dev.pagewalk.grader.engine.intake.exports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A directory of its own, gone when this is closed, in which exports are unpacked and sorted. It lies among the results, so
 * that the next run into them clears away what one that was killed has left.
 */
public final class Staging implements AutoCloseable {
    private static final String PREFIX = ".inbox";
    private static final int MAX_ENTRIES = 500_000;
    private static final long MAX_FILE = 9L << 20;
    private static final long MAX_ALL = 8L << 30;

    private final Path root;
    private int folders;
    private long left = MAX_ALL;

    /** @param results a directory that nobody else writes to now */
    public Staging(Path results) throws IOException {
        Files.createDirectories(results);
        try (Stream<Path> children = Files.list(results)) {
            for (Path left : children.filter(Staging::isOurs).toList()) {
                delete(left);
            }
        }
        root = Files.createTempDirectory(results, PREFIX);
    }

    private static boolean isOurs(Path child) {
        return Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS) && String.valueOf(child.getFileName()).startsWith(PREFIX);
    }

    /** An empty directory. */
    Path folder() throws IOException {
        return Files.createDirectory(root.resolve(String.valueOf(++folders)));
    }

    /** The paths in a zip archive. */
    static List<String> paths(Path zip) throws IOException {
        try (ZipFile file = ZipFile.builder().setPath(zip).get()) {
            return Collections.list(file.getEntries()).stream().limit(MAX_ENTRIES).map(ZipArchiveEntry::getName).toList();
        }
    }

    /**
     * Unpacks the regular files of a zip archive that stay within it. A file that is larger than any submission may be
     * is cut off, and refused later.
     */
    Path unpack(Path zip) throws IOException {
        Path folder = folder();
        try (ZipFile file = ZipFile.builder().setPath(zip).get()) {
            Enumeration<ZipArchiveEntry> entries = file.getEntries();
            for (int i = 0; entries.hasMoreElements() && i < MAX_ENTRIES; i++) {
                ZipArchiveEntry entry = entries.nextElement();
                Path target = folder.resolve(entry.getName().replace('\\', '/').replaceFirst("^/+", "")).normalize();
                boolean isInside = target.startsWith(folder) && !target.equals(folder);
                if (isInside && entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (isInside && !entry.isUnixSymlink() && file.canReadEntryData(entry)) {
                    write(file, entry, target);
                }
            }
        }
        return folder;
    }

    private void write(ZipFile zip, ZipArchiveEntry entry, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) MAX_FILE);
            left -= bytes.length;
            if (left < 0) {
                throw new IOException("unpacks to more than " + (MAX_ALL >> 30) + " GiB");
            }
            Files.write(target, bytes);
        }
    }

    @Override
    public void close() throws IOException {
        delete(root);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** The only thing in a directory if that is an archive, else the directory. */
    static Path unwrapped(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            List<Path> all = children.limit(2).toList();
            boolean isArchive = all.size() == 1
                    && Files.isRegularFile(all.get(0), LinkOption.NOFOLLOW_LINKS)
                    && Set.of("zip", "tar", "gz", "tgz").contains(extension(all.get(0)));
            return isArchive ? all.get(0) : directory;
        }
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
