package dev.pagewalk.checks.support;

import static dev.pagewalk.core.history.Operation.Kind.DONTNEED;
import static dev.pagewalk.core.history.Operation.Kind.FORK;
import static dev.pagewalk.core.history.Operation.Kind.MMAP;
import static dev.pagewalk.core.history.Operation.Kind.STORE;

import dev.pagewalk.core.history.History;
import dev.pagewalk.core.history.Operation;
import dev.pagewalk.grader.api.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Families of four processes that exit in every order: after each exit all is sound, and after the last nothing is left (I29, I5). */
public final class Exits {
    private static final int NUMBER = 2;
    private static final int FAMILY = 4;
    private static final int PAGES = 16;

    private Exits() {}

    /** Tries all orders for some random families on the machine that this kata is graded on. */
    public static void expectNothingLeft(Submission submission, Class<?> contract) {
        for (Setting setting : Setting.of(submission, contract)) {
            for (int i = 0; i < NUMBER; i++) {
                expectNothingLeft(setting, family(new Random(submission.seed() - 1 - i)));
            }
        }
    }

    /** Tries all orders of the exits at the end of a history. */
    public static void expectNothingLeft(Setting setting, History history) {
        Found.expectNone(setting.name() + ", every order of exits", setting.trial(2).exits(history));
    }

    /** A parent that fills parts of three tables, and children and grandchildren, of whom some write. */
    private static History family(Random random) {
        List<Operation> operations = new ArrayList<>();
        for (int area = 0; area < 2; area++) {
            operations.add(new Operation(MMAP, 0, 0, area, 0, PAGES - 1, 2));
            operations.add(new Operation(STORE, 0, 0, area, 0, 0, 0));
            operations.add(new Operation(STORE, 0, 0, area, PAGES - 1, 0, 0));
        }
        for (int size = 1; size < FAMILY; size++) {
            operations.add(new Operation(FORK, 0, random.nextInt(size), 0, 0, 0, 0));
            operations.add(new Operation(random.nextInt(3) == 0 ? DONTNEED : STORE, 1, random.nextInt(size + 1), random.nextInt(2), random.nextInt(PAGES), 0, 0));
        }
        return new History(operations);
    }
}
