package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.course.CourseProblem;
import dev.pagewalk.grader.engine.course.Office;
import dev.pagewalk.grader.engine.export.Filling;
import dev.pagewalk.grader.engine.export.Formats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The instructor's file that a gradebook gave and takes back. */
final class GradebookOptions {
    @Option(names = "--into", paramLabel = "FILE", description = "moodle, canvas: what they gave you, to be filled.")
    Optional<Path> into = Optional.empty();

    @Option(names = "--column", paramLabel = "NAME", description = "The column to fill, if there is a choice.")
    Optional<String> column = Optional.empty();

    @Option(names = "--feedback-column", paramLabel = "NAME", description = "moodle: where to say how the points came about.")
    Optional<String> feedback = Optional.empty();

    /** Refuses options that do not go with the format. */
    void verify(Formats format) throws BadInput {
        if (format.isFilling() && into.isEmpty()) {
            throw new BadInput("The format " + format.word() + " fills a file that the gradebook gave you: name it with --into.");
        }
        if (!format.isFilling() && (into.isPresent() || column.isPresent() || feedback.isPresent())) {
            throw new BadInput("The format " + format.word() + " fills no file: leave out --into, --column and --feedback-column.");
        }
        if (format == Formats.CANVAS && feedback.isPresent()) {
            throw new BadInput("Canvas takes no comments in its gradebook: leave out --feedback-column.");
        }
    }

    /** The file, read. */
    Filling filling(Office office) throws BadInput, IOException, CourseProblem {
        Path file = into.orElseThrow();
        try {
            return new Filling(file.toString(), Files.readAllBytes(file), office.roster(), column, feedback);
        } catch (IOException e) {
            throw new BadInput("Cannot read " + file + ": give the path of a file that is there.");
        }
    }
}
