package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.export.ExportProblem;
import dev.pagewalk.grader.engine.export.Formats;
import dev.pagewalk.grader.engine.export.Paper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/** A step of a GitHub Actions job: annotations go to its log, a summary and values to files that the runner names. */
final class GitHubJob {
    private final Map<String, String> environment;

    private GitHubJob(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The step that this process is, if it is one. */
    static Optional<GitHubJob> in(Map<String, String> environment) {
        return "true".equals(environment.get("GITHUB_ACTIONS")) ? Optional.of(new GitHubJob(environment)) : Optional.empty();
    }

    void tell(Paper paper, PrintWriter log) throws ExportProblem, BadInput {
        log.print(text(Formats.GITHUB, paper));
        append("GITHUB_STEP_SUMMARY", text(Formats.GITHUB_SUMMARY, paper));
        append("GITHUB_OUTPUT", text(Formats.GITHUB_OUTPUT, paper) + "result=" + text(Formats.GITHUB_CLASSROOM, paper));
    }

    private static String text(Formats format, Paper paper) throws ExportProblem {
        return new String(format.of(paper), StandardCharsets.UTF_8);
    }

    /** Other steps of the job may have written to it. */
    private void append(String variable, String text) throws BadInput {
        String file = environment.getOrDefault(variable, "");
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.writeString(Path.of(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new BadInput("Cannot write to " + file + ", which " + variable + " names: it is graded, but not told there.");
        }
    }
}
