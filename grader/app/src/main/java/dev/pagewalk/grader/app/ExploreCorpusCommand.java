package dev.pagewalk.grader.app;

import dev.pagewalk.core.explore.corpus.Tables;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code pagewalk explore-corpus}. */
@Command(
        name = "explore-corpus",
        description = "Explores small programs, right and wrong, and the litmus tests of three memory models.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = "Exit codes: 0 all as they should be, 1 something is not.")
final class ExploreCorpusCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return Tables.print(System.out) ? ExitCode.GRADED : ExitCode.BELOW;
    }
}
