package dev.pagewalk.grader.engine.classpage;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.classpage.Survey.Failures;
import dev.pagewalk.grader.engine.course.Mark;
import dev.pagewalk.grader.engine.intake.Text;
import dev.pagewalk.grader.engine.report.Row;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A line of the table: a submission, or a student who handed in nothing.
 *
 * @param row its result; none if nothing was handed in
 * @param student whose it is, if another name than its own
 * @param failures what it failed
 * @param word why it did not run, or the rule that it broke first
 * @param wallMs how long it took, or -1
 * @param mark of its student, if this is the submission that counts
 */
public record Entry(
        Optional<Row> row, String student, Failures failures, String word, long wallMs, Optional<Mark> mark) {
    /** In place of a verdict: nothing was handed in. */
    public static final String NONE = "NONE";

    private static final int LONGEST = 160;

    /** A student who handed in nothing. */
    static Entry nothing(Mark mark) {
        return new Entry(Optional.empty(), mark.student(), Failures.NONE, "", -1, Optional.of(mark));
    }

    /** Of the submission, or else the student. */
    public String id() {
        return row.map(Row::id).orElse(student);
    }

    /** Where its feedback is, or empty. */
    public String link() {
        return row.map(Row::link).orElse("");
    }

    /** The student, if the id does not tell. */
    public String owner() {
        String name = mark.map(Mark::name).orElse("");
        String known = student.equals(id()) ? "" : student;
        return Text.line(known.isEmpty() || name.isEmpty() ? known + name : known + ", " + name, LONGEST);
    }

    /** The verdict, or {@link #NONE}. */
    public String verdict() {
        return row.map(each -> each.verdict().name()).orElse(NONE);
    }

    /** How the verdict is coloured, besides being written. */
    public String colour() {
        return switch (verdict()) {
            case "PASS" -> "good";
            case NONE, "NOT_STARTED" -> "soft";
            default -> "bad";
        };
    }

    /** Points in percent, rounded down; -1 of what could not be graded, and of nothing. */
    public int percent() {
        return row.filter(each -> each.verdict() != Verdict.INFRA).map(each -> (int) each.percent()).orElse(-1);
    }

    /** Why it has its verdict, in one short line. */
    public String shortWord() {
        return Text.line(word, LONGEST);
    }

    /** How the mark came about, in one short line. */
    public String notes() {
        return mark.map(each -> each.explanation().stream().skip(1).collect(Collectors.joining(" ")))
                .map(text -> Text.line(text, 2 * LONGEST))
                .orElse("");
    }

    /** Days that its katas are late, together. */
    public long daysLate() {
        return mark.map(each -> each.katas().stream().mapToLong(Mark.KataMark::daysLate).sum()).orElse(0L);
    }

    /** Seconds, or empty. */
    public String seconds() {
        return wallMs < 0 ? "" : String.valueOf((wallMs + 500) / 1000);
    }

    /** Numbers of failed checks, as the page's script reads them. */
    public String failed() {
        return joined(failures.checks());
    }

    /** Numbers of clusters, likewise. */
    public String broken() {
        return joined(failures.broken());
    }

    private static String joined(Set<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** What to write into the column of a kata. */
    public String cell(String kata) {
        return row.map(each -> each.cell(kata)).orElse("");
    }

    /** All katas that occur. */
    static List<String> katas(List<Entry> entries) {
        return Row.columns(entries.stream().flatMap(entry -> entry.row().stream()).toList());
    }
}
