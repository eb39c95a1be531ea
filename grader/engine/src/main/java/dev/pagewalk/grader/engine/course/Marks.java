package dev.pagewalk.grader.engine.course;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.batch.Register.Line;
import dev.pagewalk.grader.engine.course.Course.Part;
import dev.pagewalk.grader.engine.course.Mark.KataMark;
import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.report.Row.KataRow;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes marks out of results. */
public final class Marks {
    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

    private final Course course;
    private final List<Decision> decisions;
    private final Roster roster;

    public Marks(Course course, List<Decision> decisions, Roster roster) {
        this.course = course;
        this.decisions = decisions;
        this.roster = roster;
    }

    /** One attempt, and what it would be worth. */
    private record Attempt(Line line, Row row, List<KataMark> katas, BigDecimal raw, BigDecimal points) {

        boolean isOnTime() {
            return katas.stream().noneMatch(KataMark::isLate);
        }
    }

    /**
     * A mark for each student who is on the roster or handed in, in the order of their ids.
     *
     * @param rows the results
     * @param kept earlier results that count instead
     */
    public List<Mark> of(List<Line> deliveries, List<Row> rows, List<Row> kept) {
        Map<String, Row> byId = rows.stream().collect(Collectors.toMap(Row::id, Function.identity()));
        kept.forEach(row -> byId.replace(row.id(), row));
        Map<String, List<Attempt>> attempts = new TreeMap<>();
        for (Line line : deliveries) {
            Optional.ofNullable(byId.get(line.id()))
                    .ifPresent(row -> attempts.computeIfAbsent(line.student(), student -> new ArrayList<>()).add(attempt(line, row)));
        }
        Row nothing = nothing(rows);
        TreeSet<String> students = new TreeSet<>(roster.students());
        students.addAll(attempts.keySet());
        return students.stream()
                .map(student -> attempts.containsKey(student)
                        ? mark(student, attempts.get(student), kept)
                        : absent(student, attempt(new Line("", student, 0, ""), nothing)))
                .toList();
    }

    /** What somebody would have who handed in nothing of what the others did. */
    private static Row nothing(List<Row> rows) {
        List<KataRow> katas = rows.stream()
                .map(Row::katas)
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of())
                .stream()
                .map(kata -> new KataRow(kata.id(), Verdict.NOT_STARTED, 0, kata.max()))
                .toList();
        return new Row("", Verdict.NOT_STARTED, 0, 0, katas);
    }

    private Attempt attempt(Line line, Row row) {
        List<KataMark> katas = course.katas().stream().map(part -> kata(line, row, part)).toList();
        BigDecimal raw = sum(katas, kata -> BigDecimal.valueOf(kata.score()));
        return new Attempt(line, row, katas, raw, sum(katas, kata -> new BigDecimal(kata.counted())));
    }

    private KataMark kata(Line line, Row row, Part part) {
        Optional<KataRow> graded = row.katas().stream().filter(kata -> kata.id().equals(part.id())).findFirst();
        int score = graded.map(KataRow::score).orElse(0);
        int max = graded.map(KataRow::max).orElse(0);
        boolean handedIn = graded.isPresent() && graded.get().verdict() != Verdict.NOT_STARTED;
        long days = handedIn ? course.late().daysLate(course.due(part, line.student()), line.when()) : 0;
        BigDecimal penalty = course.late().penalty(days);
        Optional<Decision> decision = decision(line.student(), part.id());
        BigDecimal counted = decision.map(Decision::points)
                .orElseGet(() -> BigDecimal.valueOf(score).multiply(PERCENT.subtract(penalty)).divide(PERCENT, MathContext.DECIMAL64));
        return new KataMark(
                part.id(), score, max, days, Mark.number(penalty), Mark.number(counted), decision.map(Decision::reason).orElse(""));
    }

    private BigDecimal sum(List<KataMark> katas, Function<KataMark, BigDecimal> points) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < katas.size(); i++) {
            KataMark kata = katas.get(i);
            if (kata.max() > 0) {
                BigDecimal share = points.apply(kata).divide(BigDecimal.valueOf(kata.max()), MathContext.DECIMAL64);
                sum = sum.add(course.worth(course.katas().get(i), share));
            }
        }
        return sum;
    }

    private Optional<Decision> decision(String student, String kata) {
        return decisions.stream().filter(each -> each.isAbout(student, kata)).findFirst();
    }

    /** A mark that is nothing, unless it was decided. */
    private Mark absent(String student, Attempt nothing) {
        Optional<Decision> decision = decision(student, "");
        List<KataMark> decided = nothing.katas().stream().filter(kata -> !kata.reason().isEmpty()).toList();
        return new Mark(
                student,
                roster.name(student),
                "",
                0,
                "",
                "0",
                Mark.number(decision.map(Decision::points).orElse(nothing.points())),
                Mark.number(course.points()),
                decided,
                reason(decision),
                List.of("Nothing was handed in."));
    }

    private Mark mark(String student, List<Attempt> attempts, List<Row> kept) {
        Optional<Decision> decision = decision(student, "");
        String max = Mark.number(course.points());
        Attempt counts = counting(attempts);
        boolean ungraded = counts.row().verdict() == Verdict.INFRA && decision.isEmpty();
        String points = ungraded ? "" : Mark.number(decision.map(Decision::points).orElse(counts.points()));
        return new Mark(
                student,
                roster.name(student),
                counts.row().id(),
                counts.line().attempt(),
                counts.row().verdict().name(),
                Mark.number(counts.raw()),
                points,
                max,
                counts.katas(),
                reason(decision),
                notes(attempts, counts, kept.contains(counts.row())));
    }

    private static String reason(Optional<Decision> decision) {
        return decision.map(Decision::reason).orElse("");
    }

    private List<String> notes(List<Attempt> attempts, Attempt counts, boolean kept) {
        List<String> notes = new ArrayList<>();
        if (attempts.size() > 1) {
            notes.add("Attempt " + counts.line().attempt() + " of " + attempts.size() + " counts.");
        }
        if (kept) {
            notes.add("It was graded again with fewer points: those of before count.");
        }
        boolean dated = course.katas().stream().anyMatch(part -> part.due().isPresent());
        if (dated && counts.line().when().isEmpty()) {
            notes.add("When it was handed in is not known: it counts as on time.");
        }
        if (counts.row().verdict() == Verdict.INFRA) {
            notes.add("The grader could not grade it yet.");
        }
        return notes;
    }

    /** What could not be graded counts only if nothing else is there. */
    private Attempt counting(List<Attempt> all) {
        List<Attempt> graded = all.stream().filter(each -> each.row().verdict() != Verdict.INFRA).toList();
        List<Attempt> attempts = graded.isEmpty() ? all : graded;
        Comparator<Attempt> order = Comparator.comparingInt(each -> each.line().attempt());
        Attempt first = attempts.stream().min(order).orElseThrow();
        Attempt last = attempts.stream().max(order).orElseThrow();
        return switch (course.counts()) {
            case LAST -> last;
            case BEST -> attempts.stream().max(Comparator.comparing(Attempt::points).thenComparing(order.reversed())).orElseThrow();
            case LAST_ON_TIME -> attempts.stream().filter(Attempt::isOnTime).max(order).orElse(first);
        };
    }
}
