package dev.pagewalk.desk;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code kata next}. */
@Command(name = "next", mixinStandardHelpOptions = true, description = "Go to the next kata whose visible tests do not all pass yet.")
final class NextCommand implements Callable<Integer> {
    @ParentCommand
    Main main;

    @Override
    public Integer call() {
        Desk desk = main.desk();
        Optional<Kata> next = new Overview(main.ink(), desk).next(desk.state().current());
        if (next.isEmpty()) {
            main.say("All visible tests of all katas pass. Hand them in with 'kata submit'.");
            return 0;
        }
        desk.state().choose(next.get());
        main.print(new Heading(main.ink(), desk).lines(next.get()));
        return 0;
    }
}
