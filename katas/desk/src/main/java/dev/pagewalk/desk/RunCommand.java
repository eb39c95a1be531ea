package dev.pagewalk.desk;

import dev.pagewalk.desk.bench.TestOutcome.Status;
import dev.pagewalk.desk.bench.Verdict;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kata run}. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Compile a kata and run its tests.")
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    Main main;

    @Parameters(arity = "0..1", paramLabel = "KATA", defaultValue = "", description = "For example k1. Default: the current one.")
    String named;

    @Option(names = "--all", description = "Tell every failure in full, not only the first.")
    boolean all;

    @Mixin
    Limit limit;

    @Override
    public Integer call() {
        Desk desk = main.desk();
        Kata kata = desk.kata(named);
        if (!named.isEmpty()) {
            desk.state().choose(kata);
        }
        Verdict verdict = desk.run(kata, limit.seconds());
        main.print(new Heading(main.ink(), desk).lines(kata));
        main.print("");
        main.print(new Report(main.ink(), all ? Report.Told.ALL : Report.Told.ONE).lines(verdict));
        if (verdict.isDone()) {
            main.say("Kata " + kata.number() + " passes its visible tests; the hidden checks look for more. On with 'kata next', or hand in with 'kata submit'.");
        } else {
            main.print(all || verdict.count(Status.FAILED) < 2 ? "Stuck? 'kata hint'" : "All failures in full: 'kata run " + kata.id() + " --all'. Stuck? 'kata hint'");
        }
        return verdict.isRed() ? Main.RED : 0;
    }
}
