package dev.pagewalk.grader.engine.report;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.score.Result;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One submission in {@code results.json}.
 *
 * @param katas in the order of the curriculum; none if it could not be graded
 */
public record Row(String id, Verdict verdict, int score, int max, List<KataRow> katas) {

    /** One kata of it. */
    public record KataRow(String id, Verdict verdict, int score, int max) {}

    public static Row of(Result result) {
        List<KataRow> katas = result.katas().stream()
                .map(kata -> new KataRow(kata.id(), kata.verdict(), kata.score(), kata.max()))
                .toList();
        return new Row(result.submission().id(), result.verdict(), result.score(), result.max(), katas);
    }

    /** The ids of all katas that occur, in the order of the curriculum: the columns of a table. */
    public static List<String> columns(List<Row> rows) {
        return rows.stream().flatMap(row -> row.katas().stream()).map(KataRow::id).distinct().toList();
    }

    /** What to write into the column of a kata: its score, or a dash if nothing of it was handed in. */
    public String cell(String kata) {
        return katas.stream()
                .filter(each -> each.id().equals(kata))
                .findFirst()
                .map(each -> each.verdict() == Verdict.NOT_STARTED ? "-" : String.valueOf(each.score()))
                .orElse("");
    }

    /** Points reached in percent of those that there are. */
    public double percent() {
        return max == 0 ? 0 : 100.0 * score / max;
    }

    /** The address of its feedback page, seen from the page of the batch. */
    public String link() {
        return link(id);
    }

    /** The address of the feedback page of a submission. */
    public static String link(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20") + "/feedback.html";
    }
}
