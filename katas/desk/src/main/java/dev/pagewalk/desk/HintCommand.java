package dev.pagewalk.desk;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kata hint}. */
@Command(
        name = "hint",
        mixinStandardHelpOptions = true,
        description = "Show a hint; called again, one step further: a question, a direction, nearly the answer.")
final class HintCommand implements Callable<Integer> {
    @ParentCommand
    Main main;

    @Parameters(arity = "0..1", paramLabel = "TASK", defaultValue = "",
            description = "A task, for example 1.5, or a kata. Default: where you are in the current kata.")
    String named;

    @Override
    public Integer call() {
        Desk desk = main.desk();
        Helper helper = new Helper(main.ink(), desk);
        main.print(named.matches("\\d+\\.\\d+") ? helper.forTask(named) : helper.forKata(desk.kata(named)));
        return 0;
    }
}
