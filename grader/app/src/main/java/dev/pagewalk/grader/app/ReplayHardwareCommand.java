package dev.pagewalk.grader.app;

import dev.pagewalk.core.debug.HardwareReplay;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pagewalk replay-hardware}. */
@Command(
        name = "replay-hardware",
        description = "Replays page walks that were measured on other x86 machines, and compares.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "Prints rows and mismatches by family, and the first mismatches in full.",
            "",
            "Exit codes: 0 no mismatch, 1 a mismatch, 2 a file that cannot be read."
        })
final class ReplayHardwareCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Single accesses or sequences, .tsv or .tsv.gz; the header tells which.")
    private List<Path> files;

    @Override
    public Integer call() {
        return HardwareReplay.run(files, System.out, System.err);
    }
}
