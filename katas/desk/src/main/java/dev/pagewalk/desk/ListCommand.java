package dev.pagewalk.desk;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code kata list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Show all katas and how far you are.")
final class ListCommand implements Callable<Integer> {
    @ParentCommand
    Main main;

    @Override
    public Integer call() {
        Overview overview = new Overview(main.ink(), main.desk());
        main.print(overview.lines());
        main.print("");
        main.print(overview.bar());
        return 0;
    }
}
