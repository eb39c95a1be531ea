package dev.pagewalk.grader.engine.course;

import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.score.Sight;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * {@code course.json}: what counts, how much, and until when.
 *
 * @param title of the course
 * @param points of somebody who has all of them
 * @param counts which of several attempts
 * @param katas with weights and dates, in the order of the file
 * @param late what lateness costs
 * @param extensions who has more time
 * @param visibility what students see of checks
 */
public record Course(
        String title,
        BigDecimal points,
        Counts counts,
        List<Part> katas,
        LatePolicy late,
        List<Extension> extensions,
        Visibilities visibility) {
    private static final int MAX_POINTS = 100_000;

    public Course {
        katas = List.copyOf(katas);
        extensions = List.copyOf(extensions);
    }

    /** Which of several attempts counts. */
    public enum Counts {
        /** The one with the most points, after what lateness takes. */
        BEST,
        /** The last one, late or not. */
        LAST,
        /** The last one that was not late; the first late one if all were. */
        LAST_ON_TIME
    }

    /**
     * A kata in the course.
     *
     * @param weight against the other katas
     * @param due when it is late, if it can be
     */
    public record Part(String id, BigDecimal weight, Optional<Instant> due) {}

    /**
     * More time for a student.
     *
     * @param kata which, or empty for all
     * @param until a date of its own, or nothing
     * @param more otherwise so much longer than everybody
     */
    public record Extension(String student, String kata, Optional<Instant> until, Duration more, String why) {}

    /**
     * Reads the file.
     *
     * @param known the ids of the katas that there are
     * @param checks knows the ids of checks
     */
    public static Course read(String file, String text, List<String> known, Predicate<String> checks) throws CourseProblem {
        Field whole = Field.read(file, text).knowing("title", "points", "counts", "katas", "late", "extensions", "visibility");
        List<Part> katas = katas(whole.need("katas"), known);
        List<String> ids = katas.stream().map(Part::id).toList();
        return new Course(
                whole.need("title").text(),
                number(whole, "points", BigDecimal.valueOf(100), MAX_POINTS),
                counts(whole),
                katas,
                LatePolicy.read(whole.get("late")),
                extensions(whole, ids),
                Visibilities.read(whole.get("visibility"), ids, checks));
    }

    /** Without a file: every point of every kata counts the same, and nothing is ever late. */
    static Course plain(List<String> katas, List<Row> rows) {
        Map<String, Integer> maxima = new LinkedHashMap<>();
        katas.forEach(kata -> maxima.put(kata, 0));
        rows.forEach(row -> row.katas().forEach(kata -> maxima.merge(kata.id(), kata.max(), Math::max)));
        List<Part> parts = maxima.entrySet().stream()
                .filter(kata -> rows.isEmpty() || kata.getValue() > 0)
                .map(kata -> new Part(kata.getKey(), BigDecimal.valueOf(kata.getValue()), Optional.empty()))
                .toList();
        BigDecimal points = parts.stream().map(Part::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Course("the course", points, Counts.LAST, parts, LatePolicy.NONE, List.of(), Visibilities.DECLARED);
    }

    private static BigDecimal number(Field object, String name, BigDecimal otherwise, int max) throws CourseProblem {
        Optional<Field> field = object.get(name);
        return field.isPresent() ? field.get().number(0, max) : otherwise;
    }

    private static Counts counts(Field whole) throws CourseProblem {
        Optional<Field> field = whole.get("counts");
        if (field.isEmpty()) {
            return Counts.LAST;
        }
        return switch (field.get().text()) {
            case "best" -> Counts.BEST;
            case "last" -> Counts.LAST;
            case "last-on-time" -> Counts.LAST_ON_TIME;
            default -> throw field.get().problem("must be best, last or last-on-time");
        };
    }

    private static List<Part> katas(Field list, List<String> known) throws CourseProblem {
        Map<String, Part> katas = new LinkedHashMap<>();
        for (Field each : list.items()) {
            each.knowing("id", "weight", "due");
            String id = kata(each.need("id"), known);
            Optional<Field> due = each.get("due");
            Part part = new Part(
                    id,
                    number(each, "weight", BigDecimal.ONE, MAX_POINTS),
                    due.isPresent() ? Optional.of(due.get().instant()) : Optional.empty());
            if (katas.put(id, part) != null) {
                throw each.problem("kata " + id + " is there twice");
            }
        }
        if (katas.values().stream().allMatch(part -> part.weight().signum() == 0)) {
            throw list.problem("at least one kata needs a weight above 0");
        }
        return List.copyOf(katas.values());
    }

    private static String kata(Field field, List<String> known) throws CourseProblem {
        String id = field.text();
        if (!known.contains(id)) {
            throw field.problem("there is no kata " + id + "; there are " + String.join(", ", known));
        }
        return id;
    }

    private static List<Extension> extensions(Field whole, List<String> katas) throws CourseProblem {
        List<Extension> extensions = new ArrayList<>();
        Optional<Field> list = whole.get("extensions");
        for (Field each : list.isPresent() ? list.get().items() : List.<Field>of()) {
            each.knowing("student", "kata", "until", "more", "why");
            Optional<Field> kata = each.get("kata");
            Optional<Field> until = each.get("until");
            if (until.isPresent() == each.get("more").isPresent()) {
                throw each.problem("give either until (a date) or more (a duration)");
            }
            extensions.add(new Extension(
                    each.need("student").text(),
                    kata.isPresent() ? kata(kata.get(), katas) : "",
                    until.isPresent() ? Optional.of(until.get().instant()) : Optional.empty(),
                    until.isPresent() ? Duration.ZERO : each.need("more").duration(),
                    each.need("why").text()));
        }
        return extensions;
    }

    /** When a kata is due for a student. Of several extensions the most generous one holds. */
    Optional<Instant> due(Part kata, String student) {
        if (kata.due().isEmpty()) {
            return kata.due();
        }
        Instant due = kata.due().get();
        Instant latest = due;
        for (Extension each : extensions) {
            if (each.student().equals(student) && (each.kata().isEmpty() || each.kata().equals(kata.id()))) {
                Instant granted = each.until().orElse(due.plus(each.more()));
                latest = granted.isAfter(latest) ? granted : latest;
            }
        }
        return Optional.of(latest);
    }

    /** What students see at some moment. */
    public Sight sight(Instant moment) {
        return new Sight(visibility::of, kata -> isClosed(kata, moment));
    }

    /** Whether nobody can hand it in on time any more, whatever extension they have. What has no date is never closed. */
    private boolean isClosed(String kata, Instant moment) {
        return katas.stream()
                .filter(part -> part.id().equals(kata))
                .flatMap(this::dates)
                .max(Comparator.naturalOrder())
                .filter(last -> moment.isAfter(last.plus(late.grace())))
                .isPresent();
    }

    /** When a kata is due for somebody. */
    private Stream<Instant> dates(Part kata) {
        Stream<String> students = Stream.concat(Stream.of(""), extensions.stream().map(Extension::student));
        return students.map(student -> due(kata, student)).flatMap(Optional::stream);
    }

    /** Points for a share of a kata, a number from 0 to 1, before rounding. */
    BigDecimal worth(Part kata, BigDecimal share) {
        BigDecimal all = katas.stream().map(Part::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
        return points.multiply(kata.weight()).multiply(share).divide(all, 10, RoundingMode.HALF_UP);
    }
}
