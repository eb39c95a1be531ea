package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * How much of each text and how many checks there is room for in a file that may not be larger than so many bytes.
 *
 * @param chars of the texts of one check
 * @param checks that are told in full
 */
record Room(int chars, int checks) {
    /** What there is always room for above the checks. */
    static final int MIN_CHARS = 1000;

    /** For formats without a limit. */
    static final Room AMPLE = new Room(4000, Integer.MAX_VALUE);

    private static final List<Room> NARROWER = List.of(
            AMPLE, new Room(1000, Integer.MAX_VALUE), new Room(200, Integer.MAX_VALUE), new Room(0, 1000), new Room(0, 100), new Room(0, 0));

    /** A file, given what there is room for. */
    interface Form {
        byte[] in(Room room);
    }

    /** The file, with as much in it as fits. */
    static byte[] fit(int bytes, Form form) throws ExportProblem {
        for (Room room : NARROWER) {
            byte[] file = form.in(room);
            if (file.length <= bytes) {
                return file;
            }
        }
        throw new ExportProblem("It does not fit into " + bytes + " bytes, which is all that the platform takes: grade fewer katas at once.");
    }

    /** Those checks of a kata that there is room for. */
    List<CheckResult> told(KataResult kata) {
        return kata.checks().stream().limit(checks).toList();
    }

    /** Points of the checks of a kata that are not told: of hidden ones, and of those that there is no room for. */
    Rest rest(KataResult kata) {
        int score = told(kata).stream().mapToInt(CheckResult::score).sum();
        int max = told(kata).stream().mapToInt(CheckResult::max).sum();
        return new Rest(kata.score() - score, kata.max() - max);
    }

    /**
     * The tests of a platform that knows no katas: those checks that there is room for, and for each kata the rest of its points.
     *
     * @param <T> what a test is on that platform
     */
    <T> List<T> tests(List<KataResult> katas, BiFunction<KataResult, CheckResult, T> told, BiFunction<KataResult, Rest, T> untold) {
        List<T> tests = new ArrayList<>();
        for (KataResult kata : katas) {
            told(kata).forEach(check -> tests.add(told.apply(kata, check)));
            Rest rest = rest(kata);
            if (rest.isThere()) {
                tests.add(untold.apply(kata, rest));
            }
        }
        return tests;
    }

    /** Points, reached and there. */
    record Rest(int score, int max) {
        static final String NAME = "further checks";

        boolean isThere() {
            return max > 0;
        }

        boolean isPassed() {
            return score == max;
        }
    }
}
