package dev.pagewalk.grader.engine.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** A zip archive. Its table of contents says what is a link; only what is asked for is unpacked. */
final class ZipContainer implements Container {
    private final Path archive;

    ZipContainer(Path archive) {
        this.archive = archive;
    }

    @Override
    public void visit(Visitor visitor) throws IOException, IntakeProblem {
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                visitor.entry(entry.getName(), kind(zip, entry), () -> zip.getInputStream(entry));
            }
        }
    }

    private static EntryKind kind(ZipFile zip, ZipArchiveEntry entry) {
        if (entry.isDirectory()) {
            return EntryKind.DIRECTORY;
        }
        return entry.isUnixSymlink() || !zip.canReadEntryData(entry) ? EntryKind.OTHER : EntryKind.FILE;
    }
}
