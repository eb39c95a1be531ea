package dev.pagewalk.grader.app;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.api.Title;
import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.engine.manifest.Manifest;
import dev.pagewalk.grader.engine.manifest.PlannedCheck;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pagewalk rubric}: what stands on the checks, a screen per kata. */
@Command(
        name = "rubric",
        description = "Prints what is checked in each kata, and what it is worth.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = "Exit codes: 0 printed, 2 usage.")
final class RubricCommand implements Callable<Integer> {
    private static final String ROW = "%4s %6s  %-11s  %s%n";
    private static final int NAME_WIDTH = 52;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "KATA", description = "For example k1 (default: all).")
    private List<String> katas = List.of();

    @Override
    public Integer call() throws BadInput {
        Manifest manifest = new Manifest(Wiring.grading(katas).graded());
        PrintWriter terminal = spec.commandLine().getOut();
        manifest.katas().forEach(kata -> print(kata, manifest.checks(kata), terminal));
        return ExitCode.GRADED;
    }

    private static void print(Kata kata, List<PlannedCheck> checks, PrintWriter terminal) {
        terminal.printf("%s %s: %s%n", kata.id(), kata.title(), sums(checks));
        terminal.printf(ROW, "task", "points", "kind", "check (file " + kata.sourceFile() + ")");
        checks.stream()
                .sorted(Comparator.comparing(RubricCommand::task, Arrays::compare))
                .forEach(check -> terminal.printf(
                        ROW, check.declared().task(), check.declared().points(), word(check.declared().kind()), name(check)));
        terminal.println();
    }

    /** For example {@code 100 points: functional 39, invariant 19, race 22, design 6}. */
    private static String sums(List<PlannedCheck> checks) {
        String kinds = Arrays.stream(Kind.values())
                .filter(kind -> points(checks, kind) > 0)
                .map(kind -> word(kind) + " " + points(checks, kind))
                .collect(Collectors.joining(", "));
        return checks.stream().mapToInt(check -> check.declared().points()).sum() + " points: " + kinds;
    }

    private static int points(List<PlannedCheck> checks, Kind kind) {
        return checks.stream().filter(check -> check.declared().kind() == kind).mapToInt(check -> check.declared().points()).sum();
    }

    private static int[] task(PlannedCheck check) {
        return Arrays.stream(check.declared().task().split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String name(PlannedCheck check) {
        String name = Title.of(check.name());
        return name.length() <= NAME_WIDTH ? name : name.substring(0, NAME_WIDTH - 1) + "…";
    }
}
