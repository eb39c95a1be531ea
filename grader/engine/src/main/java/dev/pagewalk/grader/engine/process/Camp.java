package dev.pagewalk.grader.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A directory in which the workers of one grader have theirs.
 * <pre>
 *   TMP/pagewalk-7365/lock     held by the grader as long as it lives, however it ends
 *   TMP/pagewalk-7365/4711/s   a worker's socket, in a directory of its own
 * </pre>
 * A grader that was killed leaves its camp; the next one finds it unlocked, and clears it away.
 */
final class Camp implements AutoCloseable {
    private static final String PREFIX = "pagewalk-";
    private static final String LOCK = "lock";

    /** What a socket's path has beyond the directory for temporary files: two random numbers, and names. */
    private static final int MORE = 52;

    /** The longest path that every system takes as the address of a socket. */
    private static final int MAX_SOCKET_PATH = 104;

    /** Camps of this process. A lock does not keep out the process that holds it, and looking at it would give it up. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel lock;

    private Camp(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** A new camp, after those that nobody lives in any more were cleared away. */
    static Camp pitch() throws IOException {
        return pitch(place(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/tmp")));
    }

    static Camp pitch(Path place) throws IOException {
        clear(place);
        while (true) {
            Path directory = Files.createTempDirectory(place, PREFIX);
            OURS.add(directory);
            FileChannel lock = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() != null && Files.exists(directory.resolve(LOCK))) {
                admitOtherUsers(directory);
                return new Camp(directory, lock);
            }
            lock.close(); // another grader took it for a dead one's, before it was locked
            OURS.remove(directory);
        }
    }

    private static Path place(Path usual, Path fallback) {
        boolean isShort = usual.toString().length() + MORE <= MAX_SOCKET_PATH;
        return isShort || !Files.isWritable(fallback) ? usual : fallback;
    }

    /** A worker of another user has to pass, and need not see who else is there. */
    private static void admitOtherUsers(Path directory) throws IOException {
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        }
    }

    /** A directory for one worker. */
    Workplace workplace() throws IOException {
        return new Workplace(Files.createTempDirectory(directory, ""));
    }

    private static void clear(Path place) {
        try (Stream<Path> all = Files.list(place)) {
            all.filter(each -> String.valueOf(each.getFileName()).startsWith(PREFIX))
                    .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS) && !OURS.contains(each))
                    .forEach(Camp::clearIfDead);
        } catch (IOException e) {
            // what is left there is in nobody's way
        }
    }

    private static void clearIfDead(Path camp) {
        try (FileChannel channel = FileChannel.open(camp.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock held = channel.tryLock()) {
            if (held != null) {
                delete(camp);
            }
        } catch (IOException | UncheckedIOException e) {
            // another user's, or no camp at all
        }
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        }
    }

    @Override
    public void close() throws IOException {
        delete(directory);
        lock.close();
        OURS.remove(directory);
    }
}
