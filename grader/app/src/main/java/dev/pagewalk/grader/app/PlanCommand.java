package dev.pagewalk.grader.app;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.batch.Plan;
import dev.pagewalk.grader.engine.batch.Plan.Ends;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Json;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pagewalk plan}. */
@Command(
        name = "plan",
        description = "Says how long a large class would take on a cluster, from what a small one took.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "RESULTS is what pagewalk grade wrote, best on a node of the cluster that had",
            "nothing else to do. What each submission took is in its run.json; a large class",
            "is drawn from these by lot, always the same, dealt out to shards as grade",
            "--shard does, and the shards to nodes as they become free. Nothing is graded.",
            "",
            "Exit codes: 0 done, 2 usage, or no results."
        })
final class PlanCommand implements Callable<Integer> {
    /** More shards than nodes even out the end; more still cost their starts. */
    private static final int[] SHARDS_PER_NODE = {1, 2, 4, 8};

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RESULTS", description = "Results of pagewalk grade.")
    private Path results = Path.of(".");

    @Option(names = "--students", paramLabel = "N", defaultValue = "100000", description = "Submissions (default: ${DEFAULT-VALUE}).")
    private int students;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "100", description = "Machines (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(names = "--jobs", paramLabel = "N", defaultValue = "8", description = "At a time on each (default: ${DEFAULT-VALUE}).")
    private int jobs;

    @Option(names = "--start", paramLabel = "S", defaultValue = "10", description = "Seconds that a shard takes to start (default: ${DEFAULT-VALUE}).")
    private int start;

    @Option(names = "--figure", paramLabel = "FILE", description = "Draws it as well, as SVG.")
    private Optional<Path> figure = Optional.empty();

    /** What the plan wants of {@code run.json}. */
    private record Run(long wallMs) {}

    /** A submission: what it took, and what it left. */
    private record Unit(Verdict verdict, long wallMs, long files, long bytes) {}

    @Override
    public Integer call() throws BadInput, IOException {
        verify("--students", students, 1, 10_000_000);
        verify("--nodes", nodes, 1, 10_000);
        verify("--jobs", jobs, 1, 10_000);
        verify("--start", start, 0, 100_000);
        List<Unit> units = units();
        List<Long> measured = units.stream().map(Unit::wallMs).sorted().toList();
        Plan plan = new Plan(measured, students, nodes, jobs, start * 1000L);
        List<Ends> ends = IntStream.of(SHARDS_PER_NODE).mapToObj(each -> plan.ends(each * nodes)).toList();
        PrintWriter terminal = spec.commandLine().getOut();
        printMeasured(units, measured, terminal);
        printPlan(plan, ends, units, terminal);
        if (figure.isPresent()) {
            draw(figure.get(), new PlanFigure(plan, ends, shares(units)));
        }
        return ExitCode.GRADED;
    }

    private static void verify(String option, int number, int least, int most) throws BadInput {
        if (number < least || number > most) {
            throw new BadInput(String.format(Locale.ROOT, "%s must be a number from %d to %d.", option, least, most));
        }
    }

    private static void draw(Path file, PlanFigure picture) throws BadInput {
        try {
            Files.writeString(file, picture.svg());
        } catch (IOException e) {
            throw new BadInput("Cannot write " + file + ": give a file in a directory that is there.");
        }
    }

    private List<Unit> units() throws BadInput, IOException {
        DiskStore store = new DiskStore(results);
        List<Row> rows = new Reports(store).rows().orElseThrow(this::noResults);
        List<Unit> units = new ArrayList<>();
        for (Row row : rows) {
            Optional<Run> run = store.read(row.id() + "/run.json")
                    .flatMap(bytes -> Json.tryToRead(new String(bytes, StandardCharsets.UTF_8), Run.class));
            if (run.isPresent() && row.verdict() != Verdict.INFRA) {
                List<Long> sizes = sizes(results.resolve(row.id()));
                units.add(new Unit(row.verdict(), run.get().wallMs(), sizes.size(), sizes.stream().mapToLong(Long::longValue).sum()));
            }
        }
        if (units.isEmpty()) {
            throw noResults();
        }
        return units;
    }

    private BadInput noResults() {
        return new BadInput(results + " holds no results to go by: give a directory to which pagewalk grade wrote.");
    }

    private static List<Long> sizes(Path directory) throws IOException {
        List<Long> sizes = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                sizes.add(Files.size(file));
            }
        }
        return sizes;
    }

    /** Percent of the time that submissions of each verdict took. */
    private static Map<Verdict, Double> shares(List<Unit> units) {
        double all = units.stream().mapToLong(Unit::wallMs).sum();
        Map<Verdict, Double> shares = new TreeMap<>();
        units.forEach(unit -> shares.merge(unit.verdict(), 100 * unit.wallMs() / Math.max(1, all), Double::sum));
        return shares;
    }

    private void printMeasured(List<Unit> units, List<Long> measured, PrintWriter terminal) {
        terminal.printf(Locale.ROOT, "Measured: %d submissions in %s; half took %s, 19 of 20 %s, the slowest %s.%n",
                measured.size(), results, text(measured.get(measured.size() / 2)),
                text(measured.get(measured.size() * 19 / 20)), text(measured.get(measured.size() - 1)));
        shares(units).forEach((verdict, percent) -> terminal.printf(Locale.ROOT, "  %5.1f %% of the time: %d with %s%n",
                percent, units.stream().filter(unit -> unit.verdict() == verdict).count(), verdict));
    }

    private void printPlan(Plan plan, List<Ends> ends, List<Unit> units, PrintWriter terminal) {
        double files = units.stream().mapToLong(Unit::files).average().orElse(0);
        double bytes = units.stream().mapToLong(Unit::bytes).average().orElse(0);
        terminal.printf(Locale.ROOT, "%n%,d submissions on %d nodes, %d at a time on each: %s of work, %s if nobody waits.%n",
                students, nodes, jobs, text(plan.workMs()), text(plan.evenMs()));
        terminal.printf("%8s %20s %18s %18s%n", "shards", "students in each", "first node ends", "last node ends");
        for (Ends each : ends) {
            terminal.printf(Locale.ROOT, "%,8d %20s %18s %18s%n", each.shards(), each.smallest() + " to " + each.largest(),
                    text(each.firstMs()), text(each.lastMs()));
        }
        terminal.printf(Locale.ROOT, "Results: %,.0f files, %.1f GiB; %,.0f of them written each second.%n", files * students, bytes * students / 0x1p30,
                files * students * 1000 / ends.get(ends.size() - 1).lastMs());
    }

    /** For example {@code 2.4 s}, {@code 3.0 min} or {@code 1.5 h}. */
    static String text(long ms) {
        if (ms < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", ms / 1e3);
        }
        return ms < 6_000_000 ? String.format(Locale.ROOT, "%.1f min", ms / 6e4) : String.format(Locale.ROOT, "%,.1f h", ms / 3.6e6);
    }
}
