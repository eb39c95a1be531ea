package dev.pagewalk.grader.engine.run;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.policy.Policy;
import dev.pagewalk.grader.worker.wire.Compiled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What stands between a class that compiles and a worker that runs it. */
public final class Gate {
    private final Function<Kata, String> texts;
    private final boolean open;
    private final Map<Kata, Policy> policies = new ConcurrentHashMap<>();

    /**
     * @param texts of the katas' policies
     * @param open lets everything pass that the loader can take, so that the layers behind it can be tried
     */
    public Gate(Function<Kata, String> texts, boolean open) {
        this.texts = texts;
        this.open = open;
    }

    /** What is wrong, a sentence each, or nothing. */
    Optional<List<String>> judge(Kata kata, Compiled compiled) {
        List<String> objections = new ArrayList<>();
        PackagePolicy.judge(kata, compiled.classes().keySet()).ifPresent(objections::add);
        if (objections.isEmpty() && !open) {
            objections.addAll(compiled.objections());
            Policy policy = policies.computeIfAbsent(kata, each -> new Policy(texts.apply(each)));
            objections.addAll(policy.judge(kata.sourceFile(), compiled.classes(), loader(kata)));
        }
        return objections.isEmpty() ? Optional.empty() : Optional.of(objections);
    }

    private static ClassLoader loader(Kata kata) {
        return kata.contract().getClassLoader();
    }
}
