package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.batch.Register.Line;
import dev.pagewalk.grader.engine.course.CourseProblem;
import dev.pagewalk.grader.engine.course.Mark;
import dev.pagewalk.grader.engine.course.Office;
import dev.pagewalk.grader.engine.report.FileStore;
import dev.pagewalk.grader.engine.report.Row;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The instructor's files. What was named once stays in the results directory, and need not be named again. */
final class CourseOptions {
    @Option(names = "--course", paramLabel = "FILE", description = "Katas, weights, dates, late policy: course.json.")
    Optional<Path> course = Optional.empty();

    @Option(names = "--overrides", paramLabel = "FILE", description = "Points decided by hand: a CSV file.")
    Optional<Path> overrides = Optional.empty();

    @Option(names = "--roster", paramLabel = "FILE", description = "Who takes the course: a CSV file.")
    Optional<Path> roster = Optional.empty();

    @Option(names = "--times", paramLabel = "FILE", description = "When who handed in: CSV, student,submitted.")
    Optional<Path> times = Optional.empty();

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            converter = MomentConverter.class,
            description = "Show students what they may see then (default: now).")
    Optional<Instant> asOf = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Puts the files into the results directory and reads them. */
    Office open(FileStore store) throws BadInput, IOException {
        Map<String, Path> named = new TreeMap<>();
        course.ifPresent(file -> named.put(Office.COURSE, file));
        overrides.ifPresent(file -> named.put(Office.OVERRIDES, file));
        roster.ifPresent(file -> named.put(Office.ROSTER, file));
        times.ifPresent(file -> named.put(Office.TIMES, file));
        Map<String, byte[]> contents = new TreeMap<>();
        for (Map.Entry<String, Path> each : named.entrySet()) {
            contents.put(each.getKey(), read(each.getValue()));
        }
        Instant moment = asOf.orElseGet(Instant::now);
        Office office = Wiring.office(store, moment);
        verify(Wiring.office(new Overlay(store, contents), moment));
        for (Map.Entry<String, byte[]> each : contents.entrySet()) {
            store.write(each.getKey(), each.getValue());
        }
        return office;
    }

    /** Makes the marks, if there is a file to go by. */
    List<Mark> mark(FileStore store, Office office, List<Line> lines, List<Row> rows) throws BadInput, IOException {
        try {
            List<Mark> marks = office.mark(lines, rows);
            List<String> strangers = office.strangers(lines);
            // pagewalk ci makes these options itself: of one student, nobody is told who else there is
            Optional.ofNullable(command).ifPresent(typed -> strangers.forEach(typed.commandLine().getErr()::println));
            if (!marks.isEmpty()) {
                RunsLog.add(store, "marks", Map.of("students", marks.size()));
            }
            return marks;
        } catch (CourseProblem e) {
            throw new BadInput(e.getMessage() + ".");
        }
    }

    private static void verify(Office office) throws BadInput, IOException {
        try {
            office.verify();
        } catch (CourseProblem e) {
            throw new BadInput(e.getMessage() + ".");
        }
    }

    private static byte[] read(Path file) throws BadInput {
        try {
            return Files.readString(file).getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new BadInput(file + " is not UTF-8: save it with that encoding.");
        } catch (IOException e) {
            throw new BadInput("Cannot read " + file + ": give the path of a file that is there.");
        }
    }

    /** A store as it will be. */
    private record Overlay(FileStore below, Map<String, byte[]> above) implements FileStore {

        @Override
        public Optional<byte[]> read(String path) throws IOException {
            return above.containsKey(path) ? Optional.of(above.get(path)) : below.read(path);
        }

        @Override
        public void write(String path, byte[] contents) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void append(String path, byte[] bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(String path) {
            throw new UnsupportedOperationException();
        }
    }
}
