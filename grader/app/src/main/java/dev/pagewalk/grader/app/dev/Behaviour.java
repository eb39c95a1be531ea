package dev.pagewalk.grader.app.dev;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.Grader;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.score.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Stubs are not started and their tests skipped; references get full marks, whatever is random. */
final class Behaviour {
    private static final List<String> SALTS = List.of("", "one", "two");
    private static final String COMPILE_TESTS = "mvn -q -pl katas/exercises -am test-compile";
    private static final String RUN_TESTS = "mvn -q -pl katas/exercises -am test";

    private final House house;
    private final List<Kata> katas;
    private final Path work;

    /** Makes a grader with a salt. */
    @FunctionalInterface
    interface Graders {
        Grader salted(String salt) throws IOException;
    }

    /** @param work an empty directory */
    Behaviour(House house, List<Kata> katas, Path work) {
        this.house = house;
        this.katas = katas;
        this.work = work;
    }

    /** By the visible tests. */
    List<Complaint> underTest() throws IOException, ReflectiveOperationException {
        VisibleTests tests = new VisibleTests(house);
        if (!tests.areThere()) {
            return List.of(new Complaint("katas/exercises", "its visible tests are not compiled", COMPILE_TESTS));
        }
        List<Complaint> complaints = new ArrayList<>();
        TestExecutionSummary stubs = tests.run(katas, stubs(), Files.createDirectories(work.resolve("stubs")));
        if (stubs.getTestsAbortedCount() != stubs.getTestsFoundCount()) {
            long others = stubs.getTestsFoundCount() - stubs.getTestsAbortedCount();
            complaints.add(new Complaint("katas/exercises", others + " visible tests are not skipped where nothing is written", RUN_TESTS));
        }
        TestExecutionSummary references = tests.run(katas, references(), Files.createDirectories(work.resolve("references")));
        references.getFailures().forEach(failure -> complaints.add(new Complaint(
                failure.getTestIdentifier().getDisplayName(), "it is red for the references: " + failure.getException(), RUN_TESTS)));
        return complaints;
    }

    /** By the hidden checks. */
    List<Complaint> underGrading(Graders graders) throws IOException {
        List<Complaint> complaints = new ArrayList<>();
        Delivery stubs = delivery("untouched", stubs());
        Delivery references = delivery("references", references());
        for (String salt : SALTS) {
            try (Grader grader = graders.salted(salt)) {
                if (salt.isEmpty()) {
                    complaints.addAll(judge(grader.grade(stubs).result(), Verdict.NOT_STARTED, "stub"));
                }
                complaints.addAll(judge(grader.grade(references).result(), Verdict.PASS, "reference with salt \"" + salt + "\""));
            }
        }
        return complaints;
    }

    private static List<Complaint> judge(Result result, Verdict expected, String what) {
        return result.katas().stream()
                .filter(kata -> kata.verdict() != expected)
                .map(kata -> new Complaint(
                        kata.id(),
                        "its " + what + " is " + kata.verdict() + " with " + kata.score() + " of " + kata.max() + ", not " + expected,
                        "mvn -q -pl grader/checks -am test -Dtest=ReferencePassesTest -Dsurefire.failIfNoSpecifiedTests=false"))
                .toList();
    }

    private Map<Kata, String> stubs() {
        Map<Kata, String> stubs = new LinkedHashMap<>();
        katas.forEach(kata -> stubs.put(kata, House.text(house.stub(kata))));
        return stubs;
    }

    private Map<Kata, String> references() {
        Map<Kata, String> references = new LinkedHashMap<>();
        katas.forEach(kata -> references.put(
                kata, House.text(house.reference(kata)).replace(packageOf(kata.referenceClassName()), packageOf(kata.className()))));
        return references;
    }

    private static String packageOf(String className) {
        return className.substring(0, className.lastIndexOf('.'));
    }

    private Delivery delivery(String id, Map<Kata, String> sources) throws IOException {
        Path directory = Files.createDirectories(work.resolve("handed-in").resolve(id));
        for (Map.Entry<Kata, String> each : sources.entrySet()) {
            Files.writeString(directory.resolve(each.getKey().sourceFile()), each.getValue());
        }
        return new Delivery(id, directory);
    }
}
