package dev.pagewalk.core.explore.corpus;

import dev.pagewalk.core.explore.Failure;
import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Outcome;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Prints the tables of the corpus and of the litmus tests, as found by running them. */
public final class Tables {
    private static final String PROGRAM = "%-34s %-5s %-6s %-22s %10s %8s  %s%n";
    private static final String LITMUS = "%-14s %-36s %-11s %-11s %-11s %s%n";

    private Tables() {}

    /** Runs and prints everything; exit code 1 if anything is not as expected. */
    public static void main(String[] arguments) {
        if (!print(new PrintStream(System.out, true, StandardCharsets.UTF_8))) {
            System.exit(1);
        }
    }

    /** Runs and prints everything; false if anything is not as expected. */
    public static boolean print(PrintStream out) {
        boolean programs = programs(out);
        out.println();
        boolean litmus = litmus(out);
        return programs && litmus;
    }

    private static boolean programs(PrintStream out) {
        int wrong = 0;
        out.printf(PROGRAM, "program", "model", "is", "found", "executions", "traces", "shortest schedule");
        for (Sample sample : Corpus.ALL) {
            Outcome outcome = sample.explore();
            boolean asExpected = sample.right() == outcome.failure().isEmpty();
            wrong += asExpected ? 0 : 1;
            out.printf(PROGRAM, sample.name(), sample.model(), sample.right() ? "right" : "wrong", verdict(outcome),
                    outcome.executions(), outcome.distinctTraces(),
                    outcome.failure().map(Failure::schedule).orElse("") + (asExpected ? "" : "   NOT AS EXPECTED"));
        }
        out.println(Corpus.ALL.size() + " programs, " + wrong + " not as expected");
        return wrong == 0;
    }

    private static String verdict(Outcome outcome) {
        return outcome.failure()
                .map(failure -> failure.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .orElse(outcome.isExhausted() ? "passed, all traces" : "passed within budget");
    }

    private static boolean litmus(PrintStream out) {
        int wrong = 0;
        out.printf(LITMUS, "litmus test", "outcome", "SC", "TSO", "WEAK", "programs");
        for (Litmus litmus : LitmusTests.ALL) {
            String[] cells = new String[MemoryModel.values().length];
            for (MemoryModel model : MemoryModel.values()) {
                boolean observed = litmus.isObserved(model);
                boolean asPublished = observed == litmus.allowedBy().contains(model);
                wrong += asPublished ? 0 : 1;
                cells[model.ordinal()] = (observed ? "allowed" : "forbidden") + (asPublished ? "" : " !!");
            }
            out.printf(LITMUS, litmus.name(), litmus.outcome(), cells[0], cells[1], cells[2], String.join(" | ", litmus.programs()));
        }
        out.println(LitmusTests.ALL.size() + " litmus tests under " + MemoryModel.values().length + " models, " + wrong
                + " answers not as published");
        return wrong == 0;
    }
}
