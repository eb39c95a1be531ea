package dev.pagewalk.desk;

import dev.pagewalk.desk.bench.BenchProcess;
import dev.pagewalk.desk.bench.Verdict;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code kata check}. */
@Command(name = "check", mixinStandardHelpOptions = true, description = "Run the tests of all katas, a line each.")
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    Main main;

    @Mixin
    Limit limit;

    @Override
    public Integer call() {
        Desk desk = main.desk();
        Report report = new Report(main.ink());
        boolean red = false;
        try (BenchProcess bench = desk.bench(limit.seconds())) {
            for (Kata kata : Kata.ALL) {
                byte[] source = desk.source(kata);
                Verdict verdict = bench.run(kata.job()).join();
                desk.state().saw(kata, Hash.of(source), verdict);
                main.print(kata.id() + "  " + report.summary(verdict));
                red |= verdict.isRed();
            }
        }
        main.print("");
        main.print(new Overview(main.ink(), desk).bar());
        return red ? Main.RED : 0;
    }
}
