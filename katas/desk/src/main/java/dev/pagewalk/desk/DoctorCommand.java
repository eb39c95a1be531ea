package dev.pagewalk.desk;

import dev.pagewalk.desk.Doctor.Finding;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code kata doctor}. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = "Say what is missing on this computer, and what repairs it.")
final class DoctorCommand implements Callable<Integer> {
    @ParentCommand
    Main main;

    @Override
    public Integer call() {
        boolean ill = false;
        for (Supplier<Finding> examination : new Doctor(main.desk().home(), new Shell()).examinations()) {
            Finding finding = examination.get();
            main.print((finding.isWell() ? main.ink().green("✓") : main.ink().red("✗")) + " " + finding.what());
            if (!finding.isWell()) {
                main.print("    repair: " + finding.repair());
            }
            ill |= !finding.isWell();
        }
        main.print("");
        main.print(ill ? main.ink().red("Something is missing: see 'repair'.") : "Nothing is missing.");
        return ill ? Main.RED : 0;
    }
}
