package dev.pagewalk.grader.engine.run;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.intake.Handin.KataFile;
import dev.pagewalk.grader.engine.intake.Text;
import dev.pagewalk.grader.engine.process.Budget;
import dev.pagewalk.grader.engine.process.InfraException;
import dev.pagewalk.grader.engine.process.Worker;
import dev.pagewalk.grader.engine.process.WorkerEnded;
import dev.pagewalk.grader.worker.wire.Compiled;
import dev.pagewalk.grader.worker.wire.Frame;
import dev.pagewalk.grader.worker.wire.Sources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles the source of one kata against the core alone. */
public final class Compiler {
    private static final int MAX_DIAGNOSTICS_CHARS = 64 << 10;
    private static final String TOO_EXPENSIVE =
            "It is too expensive to compile: write shorter expressions with less nesting, and smaller constants.";

    private final Workers workers;
    private final Budget budget;
    private final List<String> options;
    private final Gate gate;

    /**
     * @param core the name of the module that submissions see
     * @param place where it is
     * @param gate what else may be wrong with a class that compiles
     */
    public Compiler(Workers workers, Budget budget, String core, Path place, Gate gate) {
        this.workers = workers;
        this.budget = budget;
        this.gate = gate;
        this.options = List.of(
                "--release", "17", "-proc:none", "-implicit:none", "-g", "-Xlint:-options,finally", "-Xmaxerrs", "20",
                "-classpath", "", "--module-path", place.toString(), "--add-modules", core,
                "--limit-modules", "java.base," + core);
    }

    /** What came of a file that was found, or of none. */
    Prepared prepare(Kata kata, Optional<KataFile> found) throws InfraException {
        if (found.isEmpty()) {
            return Prepared.refused(kata, Verdict.NOT_STARTED, "No file " + kata.sourceFile() + " was found in it.", List.of());
        }
        KataFile file = found.get();
        return file.isGood()
                ? prepare(kata, file.text())
                : Prepared.refused(kata, Verdict.COMPILE_ERROR, file.problem(), List.of());
    }

    private Prepared prepare(Kata kata, String source) throws InfraException {
        Compiled compiled = compile(new Sources(options, Map.of(kata.sourceFile(), source)));
        if (!compiled.isGood()) {
            return Prepared.refused(
                    kata, Verdict.COMPILE_ERROR, compiled.problem(), capped(compiled.diagnostics()));
        }
        return gate.judge(kata, compiled)
                .map(objections -> Prepared.refused(kata, Verdict.POLICY, objections.get(0), capped(objections)))
                .orElseGet(() -> ready(kata, source, compiled));
    }

    private static Prepared ready(Kata kata, String source, Compiled compiled) {
        return compiled.classes().containsKey(kata.className())
                ? Prepared.ready(kata, source, compiled.classes())
                : Prepared.refused(
                        kata, Verdict.COMPILE_ERROR, kata.sourceFile() + " does not define " + kata.className() + ".", List.of());
    }

    /** A worker that has compiled for others may fail for their sake: the verdict is that of a new one. */
    private Compiled compile(Sources sources) throws InfraException {
        try {
            return compile(workers.compiler(), sources);
        } catch (WorkerEnded first) {
            try {
                return compile(workers.freshCompiler(), sources);
            } catch (WorkerEnded second) {
                return Compiled.failed(TOO_EXPENSIVE, List.of());
            }
        }
    }

    private Compiled compile(Worker worker, Sources sources) throws WorkerEnded {
        try {
            Compiled compiled = worker.talk(budget, channel -> {
                channel.send(sources.frame());
                return Compiled.from(Worker.expect(channel, Frame.Kind.COMPILED));
            });
            workers.giveBack(worker);
            return compiled;
        } catch (WorkerEnded e) {
            worker.close();
            throw e;
        }
    }

    private static List<String> capped(List<String> diagnostics) {
        List<String> capped = new ArrayList<>();
        int left = MAX_DIAGNOSTICS_CHARS;
        for (String each : diagnostics) {
            left -= each.length();
            if (left >= 0) {
                capped.add(Text.clean(each, MAX_DIAGNOSTICS_CHARS));
            }
        }
        return capped;
    }
}
