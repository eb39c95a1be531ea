package dev.pagewalk.grader.app;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip with this grader in it, whose programs can be executed where it is unpacked. */
final class AutograderZip {
    private final FileSystem zip;

    private AutograderZip(FileSystem zip) {
        this.zip = zip;
    }

    /** Puts files into it. */
    interface Packer {
        void pack(AutograderZip zip) throws IOException;
    }

    /** Writes it under another name first: what is there was complete at some time. */
    static void write(Path file, Packer packer) throws IOException {
        Path target = file.toAbsolutePath().normalize();
        Path scratch = Files.createTempDirectory(target.resolveSibling(""), ".autograder");
        Path draft = scratch.resolve("draft.zip");
        try {
            try (FileSystem zip = FileSystems.newFileSystem(
                    URI.create("jar:" + draft.toUri()), Map.of("create", "true", "enablePosixFileAttributes", "true", "compressionMethod", "STORED"))) {
                packer.pack(new AutograderZip(zip));
            }
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Trash.delete(scratch);
        }
    }

    void text(String name, String text) throws IOException {
        Files.writeString(place(name), text);
    }

    void program(String name, Path from) throws IOException {
        text(name, Files.readString(from));
        Files.setPosixFilePermissions(place(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Everything on the class path of this process; directories of classes become jars. */
    void jars(String folder) throws IOException {
        List<Path> entries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).filter(Files::exists).toList();
        for (int i = 0; i < entries.size(); i++) {
            Path entry = entries.get(i);
            if (Files.isDirectory(entry)) {
                Files.write(place(folder + "classes-" + i + ".jar"), jar(entry));
            } else {
                Files.copy(entry, place(folder + entry.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static byte[] jar(Path classes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes); Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(new ZipEntry(classes.relativize(each).toString().replace(File.separatorChar, '/')));
                Files.copy(each, jar);
            }
        }
        return bytes.toByteArray();
    }

    private Path place(String name) throws IOException {
        Path place = zip.getPath("/" + name);
        Files.createDirectories(place.resolveSibling(""));
        return place;
    }
}
