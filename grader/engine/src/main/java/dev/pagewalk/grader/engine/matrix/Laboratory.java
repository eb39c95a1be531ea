package dev.pagewalk.grader.engine.matrix;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.Batch;
import dev.pagewalk.grader.engine.Curriculum;
import dev.pagewalk.grader.engine.Graded;
import dev.pagewalk.grader.engine.Grader;
import dev.pagewalk.grader.engine.Progress;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.score.Result;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Grades specimens, each for the katas that it holds, and compares. */
public final class Laboratory {
    private final Curriculum curriculum;
    private final Graders graders;
    private final Function<String, Reports> reports;
    private final Progress progress;

    /** Makes a grader for what is to be graded. */
    @FunctionalInterface
    public interface Graders {
        Grader of(Curriculum curriculum) throws IOException;
    }

    /** @param reports where results are written to, by the katas that specimens hold, for example {@code k1} or {@code k1-k2} */
    public Laboratory(Curriculum curriculum, Graders graders, Function<String, Reports> reports, Progress progress) {
        this.curriculum = curriculum;
        this.graders = graders;
        this.reports = reports;
        this.progress = progress;
    }

    /**
     * Grades them all.
     *
     * @param jobs how many at a time
     * @return the results, by the ids of the specimens
     */
    public Map<String, Result> grade(Collection<Specimen> specimens, int jobs) throws IOException, InterruptedException {
        Map<String, Result> results = new ConcurrentHashMap<>();
        Map<List<Kata>, List<Delivery>> groups = specimens.stream()
                .collect(Collectors.groupingBy(
                        Specimen::katas, LinkedHashMap::new, Collectors.mapping(Specimen::delivery, Collectors.toList())));
        try (Grader whole = graders.of(curriculum)) {
            for (Map.Entry<List<Kata>, List<Delivery>> group : groups.entrySet()) {
                Grader grader = whole.grading(group.getKey());
                Reports written = reports.apply(name(group.getKey()));
                new Batch(delivery -> keep(grader.grade(delivery), results), written, progress).run(group.getValue(), jobs);
            }
        }
        return results;
    }

    private static String name(List<Kata> katas) {
        return katas.stream().map(Kata::id).collect(Collectors.joining("-"));
    }

    private static Graded keep(Graded graded, Map<String, Result> results) {
        results.put(graded.result().submission().id(), graded.result());
        return graded;
    }

    /** Grades them all, and compares what became of each with what is expected. */
    public Matrix examine(Collection<Specimen> specimens, int jobs) throws IOException, InterruptedException {
        Map<String, Result> results = grade(specimens, jobs);
        return new Matrix(specimens.stream().map(each -> Finding.of(each, result(results, each))).toList());
    }

    private static Result result(Map<String, Result> results, Specimen specimen) {
        Result result = results.get(specimen.id());
        if (result == null) {
            throw new IllegalStateException("every specimen that is graded has a result, but " + specimen.id() + " has none");
        }
        return result;
    }
}
