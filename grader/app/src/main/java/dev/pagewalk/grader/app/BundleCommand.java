package dev.pagewalk.grader.app;

import dev.pagewalk.grader.app.bundle.Archive;
import dev.pagewalk.grader.app.bundle.BundleProblem;
import dev.pagewalk.grader.app.bundle.Checkout;
import dev.pagewalk.grader.app.bundle.Cut;
import dev.pagewalk.grader.app.bundle.Handouts;
import dev.pagewalk.grader.app.bundle.Leak;
import dev.pagewalk.grader.app.bundle.Secrets;
import dev.pagewalk.grader.app.bundle.Tree;
import dev.pagewalk.grader.app.bundle.Trial;
import dev.pagewalk.grader.app.bundle.Trial.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pagewalk bundle}. */
@Command(
        name = "bundle",
        description = "Makes the archive that students get.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "The archive holds what git keeps of katas/ in the newest commit, but for tests",
            "that are not for students, and the students' handouts as pages. It is written",
            "only if nothing of the references, submissions, checks and instructor's pages",
            "is in it, and if it builds in an empty folder with every visible test waiting.",
            "The same commit gives the same bytes.",
            "",
            "Exit codes: 0 written, 1 something secret is inside or it does not build,",
            "2 usage."
        })
final class BundleCommand implements Callable<Integer> {
    private static final String TOP = "pagewalk-katas";
    private static final int SHOWN = 10;

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "FILE.zip", description = "Where the archive goes.")
    private Path out = Path.of(".");

    @ArgGroup
    private Pages pages = new Pages();

    @Option(names = "--allow-dirty", description = "Cut from the newest commit though files differ from it.")
    private boolean allowDirty;

    @Option(names = "--no-trial", description = "Do not build and test it.")
    private boolean noTrial;

    /** Where the handouts come from. */
    private static final class Pages {
        @Option(names = "--handouts", paramLabel = "DIR", description = "Pages that handouts/build made (default: makes them).")
        private Path site = Path.of("");

        @Option(names = "--no-handouts", description = "Leave the handouts out.")
        private boolean none;
    }

    @Override
    public Integer call() throws BadInput, IOException {
        verifyOut();
        Path root = Path.of(System.getProperty("pagewalk.home", ".")).toAbsolutePath().normalize();
        Path work = Files.createTempDirectory("bundle");
        try {
            return make(root, new Checkout(root), work);
        } catch (BundleProblem e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        } finally {
            Trash.delete(work);
        }
    }

    private void verifyOut() throws BadInput {
        Path parent = out.toAbsolutePath().getParent();
        if (!out.toString().endsWith(".zip") || Files.isDirectory(out)) {
            throw new BadInput("--out is the name of a file that ends with .zip, not " + out + ".");
        }
        if (parent == null || !Files.isDirectory(parent) || !Files.isWritable(parent)) {
            throw new BadInput("Cannot write to " + out + ": make its directory first, or give another one.");
        }
    }

    private int make(Path root, Checkout checkout, Path work) throws BadInput, BundleProblem, IOException {
        String commit = checkout.commit();
        verifyClean(checkout);
        Tree house = checkout.files();
        Tree bundle = Cut.of(house, handouts(root, house, Files.createDirectories(work.resolve("handouts"))));
        List<Leak> leaks = new Secrets(house).in(bundle);
        if (!leaks.isEmpty()) {
            return refuse("Nothing is written: students must not see this.", leaks);
        }
        if (!noTrial) {
            Outcome trial = Trial.run(bundle, Files.createDirectories(work.resolve("trial")));
            if (!trial.faults().isEmpty()) {
                return refuse("Nothing is written: it is not ready to hand out.", trial.faults());
            }
            terminal().println("It builds: " + trial.waiting() + " visible tests wait for something to be written.");
        }
        Archive.write(bundle, TOP, checkout.time(), out);
        terminal().printf("%s: %d files of commit %s, %d KiB%nSHA-256 %s%n", out, bundle.files().size(), commit, Files.size(out) / 1024, Archive.sha256(out));
        return ExitCode.GRADED;
    }

    private void verifyClean(Checkout checkout) throws BadInput, BundleProblem {
        List<String> dirty = checkout.dirty("katas", "handouts", "solutions", "LICENSE");
        if (dirty.isEmpty()) {
            return;
        }
        String names = dirty.stream().limit(SHOWN).collect(Collectors.joining(", ")) + (dirty.size() > SHOWN ? " and " + (dirty.size() - SHOWN) + " more" : "");
        if (!allowDirty) {
            throw new BadInput("These are not what the newest commit says: " + names + ". Commit them, or give --allow-dirty to cut from the commit all the same.");
        }
        terminal().println("Not in it, since not committed: " + names);
    }

    private Tree handouts(Path root, Tree house, Path work) throws BundleProblem, IOException {
        if (pages.none) {
            return house.only(path -> false);
        }
        return pages.site.toString().isEmpty() ? Handouts.printed(root, house, work) : Handouts.read(pages.site);
    }

    private int refuse(String why, List<?> reasons) {
        reasons.stream().limit(SHOWN).forEach(terminal()::println);
        if (reasons.size() > SHOWN) {
            terminal().println("and " + (reasons.size() - SHOWN) + " more");
        }
        terminal().println(why);
        return ExitCode.BELOW;
    }

    private PrintWriter terminal() {
        return spec.commandLine().getOut();
    }
}
