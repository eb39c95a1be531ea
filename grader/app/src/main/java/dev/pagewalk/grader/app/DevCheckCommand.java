package dev.pagewalk.grader.app;

import dev.pagewalk.grader.app.dev.Complaint;
import dev.pagewalk.grader.app.dev.DevCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pagewalk dev-check}. */
@Command(
        name = "dev-check",
        description = "For those who write katas: is everything there, and does it fit together?",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "Every task number occurs in contract, stub, visible test, hint, handout and",
            "check; stubs say what their references say; handouts have their headings, and",
            "code that a test compiles; links lead somewhere; specimens name checks that",
            "exist; visible tests are skipped for stubs and green for references; references",
            "get full marks under several salts.",
            "Each complaint ends with the command that mends it or shows what to mend.",
            "",
            "Exit codes: 0 nothing to complain of, 1 complaints, 2 usage."
        })
final class DevCheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--katas", split = ",", paramLabel = "ID", description = "Which katas, for example k1,k3 (default: all).")
    private List<String> katas = List.of();

    @Option(names = "--quick", description = "Only what can be seen by reading; runs nothing.")
    private boolean quick;

    @Override
    public Integer call() throws BadInput, IOException, ReflectiveOperationException {
        Path root = Path.of(System.getProperty("pagewalk.home", "."));
        if (!Files.isDirectory(root.resolve("solutions"))) {
            throw new BadInput("There are no sources in " + root + ": run it as ./grader/pagewalk in a checkout.");
        }
        DevCheck check = new DevCheck(root, Wiring.grading(katas));
        List<Complaint> complaints = new ArrayList<>(check.reading());
        if (!quick) {
            complaints.addAll(check.running());
        }
        PrintWriter terminal = spec.commandLine().getOut();
        complaints.forEach(terminal::println);
        terminal.println(complaints.isEmpty() ? "All is in order." : complaints.size() + " complaints.");
        return complaints.isEmpty() ? ExitCode.GRADED : ExitCode.BELOW;
    }
}
