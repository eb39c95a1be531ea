package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.batch.Only;
import dev.pagewalk.grader.engine.batch.Shard;
import dev.pagewalk.grader.engine.isolation.Level;
import dev.pagewalk.grader.engine.intake.exports.Exports.From;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What all commands that grade understand. */
final class GradingOptions {
    @Parameters(arity = "1..*", paramLabel = "PATH", description = "A submission or a class of them.")
    List<Path> paths = List.of();

    /** Each path is one submission, whatever lies in it: somebody's working copy. No option says so, a command does. */
    boolean workingCopy;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where results go.")
    Path out = Path.of(".");

    @Option(names = "--jobs", paramLabel = "N", description = "How many at a time (default: one per processor).")
    int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--salt", paramLabel = "TEXT", defaultValue = "", description = "Changes what is random in the checks.")
    String salt = "";

    @Option(
            names = "--katas",
            split = ",",
            paramLabel = "ID",
            description = "Which katas are graded, for example k1,k3 (default: all).")
    List<String> katas = List.of();

    @Option(
            names = "--only",
            paramLabel = "WHICH",
            description = "Of those graded before, grade these again: ${COMPLETION-CANDIDATES}.")
    Optional<Only> only = Optional.empty();

    @Option(names = "--fresh", description = "Forget earlier results in DIR: grade all.")
    boolean fresh;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            converter = ShardConverter.class,
            description = "Grade the I-th of N parts of the class; then merge.")
    Shard shard = Shard.ALL;

    @Option(
            names = "--progress",
            paramLabel = "STYLE",
            description = "How progress is shown: ${COMPLETION-CANDIDATES}.")
    TerminalProgress.Style progress = TerminalProgress.Style.AUTO;

    @Option(
            names = "--verify-determinism",
            paramLabel = "P",
            description = "Grade P percent twice and compare the bytes.")
    double twice;

    @Option(
            names = "--warm",
            paramLabel = "K",
            description = "Start K workers before they are needed (default: 0).")
    int warm;

    @Option(
            names = "--require-isolation",
            paramLabel = "LEVEL",
            description = "Exit with 2 if workers are confined less than this: limits, user, namespaces or bubblewrap.")
    Level required = Level.LIMITS;

    @Option(
            names = "--from",
            paramLabel = "PLATFORM",
            description = "Whose export the paths are: ${COMPLETION-CANDIDATES}.")
    From from = From.AUTO;

    @Mixin
    CourseOptions course = new CourseOptions();

    void verify() throws BadInput {
        if (jobs < 1) {
            throw new BadInput("--jobs must be 1 or more.");
        }
        if (warm < 0) {
            throw new BadInput("--warm must be 0 or more.");
        }
        if (fresh && only.isPresent()) {
            throw new BadInput("--fresh forgets what --only chooses from: give one of them.");
        }
        verifyPercent("--verify-determinism", twice);
    }

    static void verifyPercent(String option, double percent) throws BadInput {
        if (!(percent >= 0 && percent <= 100)) {
            throw new BadInput(option + " is a percentage: give a number from 0 to 100.");
        }
    }

    boolean isForPrograms() {
        return progress == TerminalProgress.Style.JSON;
    }
}
