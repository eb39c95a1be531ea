package dev.pagewalk.desk;

import dev.pagewalk.desk.bench.Bench;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kata submit}. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        description = {"Make the archive that you hand in, and print its SHA-256.", "It holds the katas that you have begun, and a manifest with the SHA-256 of each."})
final class SubmitCommand implements Callable<Integer> {
    @ParentCommand
    Main main;

    @Parameters(arity = "0..*", paramLabel = "KATA", description = "Only these. Default: all that you have begun.")
    List<String> named = List.of();

    @Option(names = {"-o", "--out"}, paramLabel = "FILE", description = "Where to. Default: hand-in.zip in the folder of the katas.")
    Path out;

    @Override
    public Integer call() {
        Desk desk = main.desk();
        List<Kata> katas = named.isEmpty()
                ? Kata.ALL.stream().filter(desk::isBegun).toList()
                : Kata.ALL.stream().filter(named.stream().map(Kata::called).toList()::contains).toList();
        if (katas.isEmpty()) {
            throw new Trouble("There is nothing to hand in: all files are as they came. Begin with " + desk.state().current().path() + ".");
        }
        HandIn handIn = new HandIn(desk, katas);
        Path file = out == null ? desk.home().resolve("hand-in.zip") : out;
        String hash = handIn.writeTo(file);
        Bench bench = new Bench(desk.workshop());
        katas.forEach(kata -> main.print(line(desk, bench, kata)));
        main.print("The hidden checks look for more than the visible tests: races, for example.");
        main.print("");
        main.print("Hand in  " + file);
        main.print("SHA-256  " + hash);
        return 0;
    }

    private String line(Desk desk, Bench bench, Kata kata) {
        if (!desk.isBegun(kata)) {
            return kata.id() + "  " + kata.file() + "  " + main.ink().yellow("as it came");
        }
        List<String> errors = bench.compile(kata.job());
        String state = !errors.isEmpty()
                ? main.ink().red("does not compile, handed in as it is: " + errors.get(0).lines().findFirst().orElse(""))
                : desk.isDone(kata) ? main.ink().green("all visible tests pass") : main.ink().yellow("its visible tests do not all pass, or have not been run since");
        return kata.id() + "  " + kata.file() + "  " + state;
    }
}
