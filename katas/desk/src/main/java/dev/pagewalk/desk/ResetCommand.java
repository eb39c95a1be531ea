package dev.pagewalk.desk;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kata reset}. */
@Command(name = "reset", mixinStandardHelpOptions = true, description = "Put a kata's file back as it came; a copy of yours is kept.")
final class ResetCommand implements Callable<Integer> {
    @ParentCommand
    Main main;

    @Parameters(arity = "1", paramLabel = "KATA", description = "For example k1.")
    String named;

    @Override
    public Integer call() {
        main.say(new Resetting(main.desk()).reset(Kata.called(named)));
        return 0;
    }
}
