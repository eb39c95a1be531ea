package dev.pagewalk.desk;

import dev.pagewalk.desk.bench.Workshop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Notices when a source file is saved, by looking at times and sizes: two dozen files, and no operating system's way of
 * telling about changes works on all of them.
 */
final class SourceFiles {
    private final Workshop workshop;
    private Map<Path, String> known;

    SourceFiles(Workshop workshop) {
        this.workshop = workshop;
        this.known = look();
    }

    /** Whether any has changed since this was asked last. */
    boolean haveChanged() {
        Map<Path, String> now = look();
        boolean changed = !now.equals(known);
        known = now;
        return changed;
    }

    private Map<Path, String> look() {
        Map<Path, String> found = new TreeMap<>();
        for (String root : new String[] {workshop.main(), workshop.tests()}) {
            try (Stream<Path> all = Files.walk(Path.of(root))) {
                all.filter(each -> each.toString().endsWith(".java")).forEach(each -> found.put(each, stamp(each)));
            } catch (IOException | UncheckedIOException halfSaved) {
                // an editor replaces a file: the next look sees it
                return known == null ? found : known;
            }
        }
        return found;
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
            return about.lastModifiedTime() + " " + about.size();
        } catch (IOException gone) {
            return "";
        }
    }
}
