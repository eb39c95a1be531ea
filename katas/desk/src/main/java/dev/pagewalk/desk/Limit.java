package dev.pagewalk.desk;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long a test may take. */
final class Limit {
    static final int DEFAULT = 10;

    private static final int MOST = 100;

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(names = "--limit", paramLabel = "SECONDS", defaultValue = "" + DEFAULT,
            description = "A test that takes longer is stopped. Default: ${DEFAULT-VALUE}; under a debugger there is no limit.")
    int seconds;

    int seconds() {
        if (seconds < 1 || seconds > MOST) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--limit " + seconds + ": from 1 to " + MOST + " seconds.");
        }
        return seconds;
    }
}
