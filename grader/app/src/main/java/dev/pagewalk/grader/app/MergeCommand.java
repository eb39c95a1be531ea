package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.batch.Merge;
import dev.pagewalk.grader.engine.batch.Merge.Merged;
import dev.pagewalk.grader.engine.batch.MergeProblem;
import dev.pagewalk.grader.engine.batch.Occupied;
import dev.pagewalk.grader.engine.batch.Register;
import dev.pagewalk.grader.engine.classpage.ClassPage;
import dev.pagewalk.grader.engine.course.Office;
import dev.pagewalk.grader.engine.report.DiskStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pagewalk merge}. */
@Command(
        name = "merge",
        description = "Puts the results of shards together, as if one run had graded all.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "Each SHARD is a directory that pagewalk grade --shard I/N wrote, or a merge of",
            "some of them. Submissions without a result are named, and so are those with",
            "two; two results that differ are refused, and nothing is written then.",
            "",
            "Exit codes: 0 all there, 2 usage or shards that do not belong together,",
            "3 a submission has no result yet."
        })
final class MergeCommand implements Callable<Integer> {
    private static final int SHOWN = 10;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "SHARD", description = "A results directory.")
    private List<Path> shards = List.of();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the whole goes.")
    private Path out = Path.of(".");

    @Mixin
    private CourseOptions course = new CourseOptions();

    @Override
    public Integer call() throws BadInput, IOException {
        verify();
        try (Occupied occupied = Occupied.take(out).orElseThrow(() -> GradingRun.occupied(out))) {
            DiskStore store = new DiskStore(out);
            store.sweep();
            Merged merged = new Merge(store, Office.FILES).run(shards);
            Office office = course.open(store);
            course.mark(store, office, Register.read(store).orElse(List.of()), merged.rows());
            ClassPage.write(store);
            RunsLog.add(store, "merge", Map.of("shards", shards.stream().map(Path::toString).toList()));
            print(merged);
            return merged.missing().isEmpty() ? ExitCode.GRADED : ExitCode.INFRA;
        } catch (MergeProblem e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    private void verify() throws BadInput, IOException {
        Intakes.verifyWritable(out);
        for (Path shard : shards) {
            if (!Files.isDirectory(shard)) {
                throw new BadInput("There is no directory " + shard + ": give results directories of pagewalk grade.");
            }
            if (Files.isSameFile(shard, out)) {
                throw new BadInput("--out is one of the shards: give another directory, theirs stay as they are.");
            }
        }
    }

    private void print(Merged merged) {
        PrintWriter terminal = spec.commandLine().getOut();
        new ScoreTable(merged.rows()).print(terminal);
        name(terminal, merged.duplicates(), "graded more than once, with the same result");
        name(terminal, merged.missing(), "without a result: grade and merge the shard that they are in");
        terminal.println("Pages: " + out.resolve("index.html"));
    }

    private static void name(PrintWriter terminal, List<String> ids, String what) {
        if (!ids.isEmpty()) {
            String more = ids.size() > SHOWN ? " and " + (ids.size() - SHOWN) + " more" : "";
            terminal.println(ids.size() + " " + what + ": " + String.join(", ", ids.stream().limit(SHOWN).toList()) + more);
        }
    }
}
