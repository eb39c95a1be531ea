package dev.pagewalk.grader.engine.intake;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** A tar archive, perhaps packed by gzip. Read as a stream that ends when too much has come out of it. */
final class TarContainer implements Container {
    private final Path archive;
    private final boolean packed;

    TarContainer(Path archive, boolean packed) {
        this.archive = archive;
        this.packed = packed;
    }

    @Override
    public void visit(Visitor visitor) throws IOException, IntakeProblem {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                InputStream plain = packed ? new GzipCompressorInputStream(file) : file;
                TarArchiveInputStream tar = new TarArchiveInputStream(new Capped(plain))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                visitor.entry(entry.getName(), kind(entry), () -> new Entry(tar));
            }
        } catch (TooLarge e) {
            throw Caps.exceeded("unpacks to more than " + (Caps.UNPACKED_BYTES >> 20) + " MiB");
        }
    }

    private static EntryKind kind(TarArchiveEntry entry) {
        if (entry.isDirectory()) {
            return EntryKind.DIRECTORY;
        }
        boolean isSpecial = entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice() || entry.isSparse();
        return entry.isFile() && !entry.isLink() && !entry.isSymbolicLink() && !isSpecial ? EntryKind.FILE : EntryKind.OTHER;
    }

    /** One entry of the stream: closing it leaves the stream open for the next. */
    private static final class Entry extends FilterInputStream {

        Entry(InputStream tar) {
            super(tar);
        }

        @Override
        public void close() {
            // the archive is read on
        }
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Capped extends FilterInputStream {
        private long left = Caps.UNPACKED_BYTES;

        Capped(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return (int) count(super.read(bytes, offset, length));
        }

        @Override
        public long skip(long bytes) throws IOException {
            return count(super.skip(bytes));
        }

        private long count(long bytes) throws TooLarge {
            left -= Math.max(0, bytes);
            if (left < 0) {
                throw new TooLarge();
            }
            return bytes;
        }
    }
}
