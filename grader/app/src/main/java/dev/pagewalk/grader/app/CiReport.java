package dev.pagewalk.grader.app;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.export.ExportProblem;
import dev.pagewalk.grader.engine.export.Formats;
import dev.pagewalk.grader.engine.export.Paper;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** Says how it went, where the service that runs the job looks for it. */
final class CiReport {
    private final Paper paper;
    private final Row row;
    private final CommandLine command;

    /**
     * @param paper what the student may see
     * @param row how it went
     * @param command where it is printed
     */
    CiReport(Paper paper, Row row, CommandLine command) {
        this.paper = paper;
        this.row = row;
        this.command = command;
    }

    void print(double failUnder) throws BadInput, ExportProblem {
        PrintWriter log = command.getOut();
        log.print(new String(Formats.TEXT.of(paper), StandardCharsets.UTF_8));
        if (row.percent() < failUnder && !isInfra()) {
            log.printf(Locale.ROOT, "%n%.1f %%: less than the %.1f %% that are asked for.%n", row.percent(), failUnder);
        }
        Optional<GitHubJob> job = GitHubJob.in(System.getenv());
        if (job.isPresent()) {
            job.get().tell(paper, log);
        }
        log.flush();
    }

    /** Some formats have no way to say that the grader failed: they have no file then. */
    void write(Map<String, Path> files) throws BadInput, ExportProblem {
        for (Map.Entry<String, Path> each : files.entrySet()) {
            try {
                write(format(each.getKey()), each.getValue().toAbsolutePath());
            } catch (ExportProblem e) {
                if (!isInfra()) {
                    throw e;
                }
                command.getErr().println("pagewalk: " + e.getMessage());
            }
        }
    }

    private boolean isInfra() {
        return row.verdict() == Verdict.INFRA;
    }

    /** By renaming: a link that a student put there is replaced, not followed. */
    private void write(Formats format, Path file) throws BadInput, ExportProblem {
        try {
            new DiskStore(file.resolveSibling("")).write(String.valueOf(file.getFileName()), format.of(paper));
        } catch (IOException e) {
            throw new BadInput("Cannot write to " + file + ": give a file with --write that you may write to.");
        }
    }

    static Formats format(String name) throws BadInput {
        return Formats.named(name).filter(Formats::isOfOne).orElseThrow(() -> new BadInput(
                "There is no format " + name + " of one submission: there are " + String.join(", ", words()) + "."));
    }

    private static List<String> words() {
        return Arrays.stream(Formats.values()).filter(Formats::isOfOne).map(Formats::word).toList();
    }
}
