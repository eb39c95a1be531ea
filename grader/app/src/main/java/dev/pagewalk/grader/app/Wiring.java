package dev.pagewalk.grader.app;

import dev.pagewalk.checks.Katas;
import dev.pagewalk.core.contract.NotWrittenYet;
import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.Curriculum;
import dev.pagewalk.grader.engine.course.Office;
import dev.pagewalk.grader.engine.manifest.Manifest;
import dev.pagewalk.grader.engine.report.FileStore;
import java.time.Instant;
import java.util.List;

/** Joins the engine, which knows no kata, to the checks, which know no engine. */
final class Wiring {
    static final Curriculum CURRICULUM = of(Katas.all());

    /** One kata with checks that take no time. */
    static final Curriculum TRIVIAL = of(List.of(Katas.trivial()));

    private Wiring() {}

    private static Curriculum of(List<Kata> katas) {
        return new Curriculum(
                katas, "dev.pagewalk.core", "dev.pagewalk.checks", "dev.pagewalk.solutions", NotWrittenYet.class.getName(), Policies::of);
    }

    /** Knows courses of these katas. */
    static Office office(FileStore store, Instant moment) {
        return new Office(store, CURRICULUM.katas().stream().map(Kata::id).toList(), Wiring::isCheck, moment);
    }

    private static boolean isCheck(String id) {
        Manifest manifest = new Manifest(CURRICULUM.katas());
        return manifest.katas().stream().flatMap(kata -> manifest.checks(kata).stream()).anyMatch(check -> check.id().equals(id));
    }

    /**
     * All katas, of which some are graded.
     *
     * @param ids of those; none for all
     */
    static Curriculum grading(List<String> ids) throws BadInput {
        List<Kata> chosen = CURRICULUM.katas().stream().filter(kata -> ids.contains(kata.id())).toList();
        List<String> known = CURRICULUM.katas().stream().map(Kata::id).toList();
        for (String id : ids) {
            if (!known.contains(id)) {
                throw new BadInput("There is no kata " + id + ": there are " + String.join(", ", known) + ".");
            }
        }
        return ids.isEmpty() ? CURRICULUM : CURRICULUM.grading(chosen);
    }
}
