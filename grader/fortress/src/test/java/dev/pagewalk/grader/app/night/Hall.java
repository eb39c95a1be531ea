package dev.pagewalk.grader.app.night;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.grader.engine.intake.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A small class of real submissions, and {@code pagewalk} as a process of its own, as an instructor would start it. */
final class Hall {
    private static final Path SUBMISSIONS = Path.of("../submissions/k1").toAbsolutePath().normalize();

    /** A right one and a wrong one, two of which nothing can run, and one that ends its process again and again. */
    private static final List<String> PUPILS = List.of(
            "does-not-compile", "exits-with-0", "right-after-the-patch", "untouched-stub", "wrong-get-is-not-atomic");

    private static final int PATIENCE_S = 60;

    private final Path directory;
    private final Path temporary;

    Hall(Path directory) throws IOException {
        this.directory = directory;
        this.temporary = Files.createDirectory(directory.resolve("t"));
        for (String pupil : PUPILS) {
            copy(SUBMISSIONS.resolve(pupil), classroom().resolve(pupil));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** Where the submissions are. */
    Path classroom() {
        return directory.resolve("class");
    }

    /** Whose they are, in the order of results. */
    List<String> pupils() {
        return PUPILS;
    }

    /** The command as it stands on this test's class path. */
    Path pagewalk() throws IOException {
        Path script = directory.resolve("pagewalk");
        Files.writeString(script, "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' '-Djava.io.tmpdir="
                + temporary + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '" + System.getProperty("java.class.path")
                + "' dev.pagewalk.grader.app.Main \"$@\"\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Starts to grade the class, or a part of it. */
    Process grade(Path out, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("grade", classroom().toString(), "--katas", "k1", "--jobs", "2", "--out", out.toString()));
        command.addAll(List.of(more));
        return start(command.toArray(String[]::new));
    }

    /** What a terminal does at Ctrl-C: tells the process and all others of its group. */
    static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", "--", "-" + process.pid()).start().waitFor();
    }

    /** Runs it to the end, which must be a good one. */
    void run(Process process) throws IOException, InterruptedException {
        int code = process.waitFor();
        assertEquals(0, code, () -> said());
    }

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid", pagewalk().toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile())
                .start();
    }

    private String said() {
        try {
            return Files.readString(directory.resolve("output.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Waits until no process is left that was started for this class: workers are told by their socket's path. */
    void awaitNobody() throws Exception {
        for (ProcessHandle worker : ProcessHandle.allProcesses().filter(this::isOurs).toList()) {
            worker.onExit().get(PATIENCE_S, TimeUnit.SECONDS);
        }
    }

    private boolean isOurs(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline")).contains(temporary + "/");
        } catch (IOException e) {
            return false; // it has ended meanwhile
        }
    }

    /** What lies about for no longer than a grader runs. */
    List<String> leavings(Path out) throws IOException {
        try (Stream<Path> temporaries = Files.list(temporary);
                Stream<Path> results = Files.walk(out)) {
            return Stream.concat(temporaries, results)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("pagewalk-") || name.startsWith(".inbox") || name.endsWith(".tmp"))
                    .toList();
        }
    }

    /** Hashes of all files that must not depend on when, where and in how many goes they were written: what tells times does. */
    static Map<String, String> canonical(Path out) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = out.relativize(file).toString();
                if (!name.matches("journal\\.jsonl|runs\\.jsonl|\\.pagewalk\\.lock|index\\.html|.*run\\.json")) {
                    hashes.put(name, new Digest().add(name, Files.readAllBytes(file)).hex());
                }
            }
        }
        return hashes;
    }
}
