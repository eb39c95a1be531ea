package dev.pagewalk.grader.engine.feedback;

import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import dev.pagewalk.grader.engine.score.Sight;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Points by kata and kind of check.
 *
 * @param columns kinds, in words
 * @param rows katas
 */
public record Scores(List<String> columns, List<Row> rows) {

    /** One kata: a cell for each column, then the sum. */
    public record Row(String title, List<Cell> cells, Cell sum) {}

    /** Points reached of those that there are. */
    public record Cell(int score, int max) {
        /** For example {@code 3 of 7}; a dash if there are none. */
        public String text() {
            return max == 0 ? "–" : score + " of " + max;
        }

        /** Whether none is missing. */
        public boolean isFull() {
            return score == max;
        }
    }

    static Scores of(Result result) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        result.katas().forEach(kata -> kata.checks().forEach(check -> kinds.add(check.kind())));
        boolean more = result.katas().stream().anyMatch(kata -> Sight.unseen(kata)[1] > 0);
        List<String> columns = new ArrayList<>(kinds.stream().map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList());
        if (more) {
            columns.add("further");
        }
        return new Scores(columns, result.katas().stream().map(kata -> row(kata, kinds, more)).toList());
    }

    private static Row row(KataResult kata, Set<Kind> kinds, boolean more) {
        List<Cell> cells = new ArrayList<>(kinds.stream().map(kind -> cell(kata, kind)).toList());
        if (more) {
            int[] unseen = Sight.unseen(kata);
            cells.add(new Cell(unseen[0], unseen[1]));
        }
        if (Feedback.isAbsent(kata)) {
            cells.replaceAll(cell -> new Cell(0, 0));
        }
        return new Row(kata.title(), cells, new Cell(kata.score(), kata.max()));
    }

    private static Cell cell(KataResult kata, Kind kind) {
        int score = kata.checks().stream().filter(check -> check.kind() == kind).mapToInt(check -> check.score()).sum();
        int max = kata.checks().stream().filter(check -> check.kind() == kind).mapToInt(check -> check.max()).sum();
        return new Cell(score, max);
    }
}
