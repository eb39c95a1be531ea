package dev.pagewalk.grader.engine.process;

import dev.pagewalk.grader.engine.intake.Digest;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps a runtime that jlink has linked with the workers' modules, and an archive of loaded classes, made once for this JDK and these modules. Whatever goes
 * wrong, the plain runtime does as well; it is only slower.
 * <pre>
 *   DIRECTORY/KEY/image        the runtime
 *   DIRECTORY/KEY/classes.*    the archive, and beside it its SHA-256
 * </pre>
 */
final class RuntimeStore {
    /** What java.base calls native functions with, from 22 on: no worker has a use for it. */
    private static final String LINKER =
            "/java.base/jdk/internal/foreign/abi/AbstractLinker*.class,/java.base/jdk/internal/foreign/abi/SharedUtils*.class";

    private final Path place;
    private final String modulePath;
    private final Archive kind;
    private final ProcessStarter starter;

    /**
     * @param directory where they are kept
     * @param modulePath the jars that workers run; a directory of classes among them cannot be archived
     * @param kind of the archive
     */
    RuntimeStore(Path directory, List<Path> modulePath, Archive kind, ProcessStarter starter) throws IOException {
        this.place = directory.resolve(key(modulePath));
        this.modulePath = modulePath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        this.kind = kind;
        this.starter = starter;
    }

    /** Changes with the JDK and with every jar. */
    private static String key(List<Path> modulePath) throws IOException {
        Digest digest = new Digest()
                .add("without", LINKER.getBytes(StandardCharsets.UTF_8))
                .add(System.getProperty("java.home"), Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
        for (Path each : modulePath) {
            String stamp = Files.size(each) + " " + Files.getLastModifiedTime(each);
            digest.add(each.toString(), stamp.getBytes(StandardCharsets.UTF_8));
        }
        return digest.hex().substring(0, 16);
    }

    /**
     * Waits for other graders that make the same, perhaps on other machines, and clears away what one of them left that was
     * killed. Nobody waits when all is there.
     */
    Closeable turn() throws IOException {
        if (isComplete()) {
            return () -> {};
        }
        FileChannel channel = FileChannel.open(
                Files.createDirectories(place).resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            channel.lock();
            clear();
            return channel;
        } catch (IOException | OverlappingFileLockException e) {
            channel.close();
            throw new IOException("cannot wait for a turn", e);
        }
    }

    /** Whether nothing is left to be made. */
    boolean isComplete() {
        return Files.isExecutable(image().resolve("bin/java")) && Files.exists(digestFile());
    }

    private void clear() throws IOException {
        try (Stream<Path> children = Files.list(place)) {
            for (Path draft : children.filter(child -> String.valueOf(child.getFileName()).matches("(image|classes)\\d+")).toList()) {
                delete(draft);
            }
        }
    }

    private Path image() {
        return place.resolve("image");
    }

    /** The linked runtime, made if it is not there yet. */
    WorkerRuntime image(List<String> roots) throws IOException {
        if (!Files.isExecutable(image().resolve("bin/java"))) {
            Path fresh = Files.createTempDirectory(Files.createDirectories(place), "image");
            try {
                move(link(roots, fresh.resolve("image")), image());
            } finally {
                delete(fresh);
            }
        }
        return new WorkerRuntime(image(), true, List.of(), List.of());
    }

    private Path link(List<String> roots, Path image) throws IOException {
        String jlink = Path.of(System.getProperty("java.home"), "bin", "jlink").toString();
        run(List.of(jlink, "--module-path", modulePath, "--add-modules", String.join(",", roots),
                "--exclude-resources", LINKER, "--output", image.toString(), "--no-header-files", "--no-man-pages"));
        run(List.of(WorkerRuntime.java(image), "-Xshare:dump")); // an archive of the JDK's own classes: ours grows on it
        return image;
    }

    /** The archive, if there is one that is what it was when it was made. */
    Optional<Path> archive() {
        Path archive = place.resolve(kind.fileName());
        try {
            boolean isGood = Files.exists(archive) && Files.readString(digestFile()).equals(digest(archive));
            return isGood ? Optional.of(archive) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where a new archive is written before it is {@linkplain #keep kept}. */
    Path draft() throws IOException {
        return Files.createTempDirectory(place, "classes").resolve(kind.fileName());
    }

    /** Keeps a draft if it became an archive, and clears up after it. */
    void keep(Path draft) {
        try {
            if (Files.exists(draft)) {
                Files.writeString(digestFile(), digest(draft));
                move(draft, place.resolve(kind.fileName()));
            }
            delete(Objects.requireNonNull(draft.getParent(), "a draft lies in a folder of its own"));
        } catch (IOException e) {
            // workers start without it
        }
    }

    private Path digestFile() {
        return place.resolve(kind.fileName() + ".sha256");
    }

    private static String digest(Path file) throws IOException {
        return new Digest().add("archive", Files.readAllBytes(file)).hex();
    }

    private static void move(Path from, Path to) throws IOException {
        if (!Files.isDirectory(to)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void run(List<String> command) throws IOException {
        Process process = starter.start(new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true));
        process.getInputStream().readAllBytes();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command.get(0) + " failed");
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
