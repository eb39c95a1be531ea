package dev.pagewalk.grader.engine.intake;

import dev.pagewalk.grader.api.Kata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides which of the paths that somebody names are submissions. An archive is one. A directory is one if it holds a
 * kata's file, a {@code pom.xml}, {@code src} or the top folder of the katas' package, or if neither directories nor
 * archives are in it; otherwise it is a class, and each directory and archive in it is a submission. What starts with
 * a dot is never looked at.
 */
public final class Inbox {
    private static final List<String> ARCHIVES = List.of(".zip", ".tar", ".tar.gz", ".tgz");

    private static final Pattern NUMBER = Pattern.compile("(?i)attempt[-_ ]?(\\d{1,4})");
    private static final Pattern TIME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})T(\\d{2})[-:](\\d{2})[-:](\\d{2})Z");
    private static final Comparator<Path> BY_ATTEMPT = Comparator.comparingInt(Inbox::number).thenComparing(Inbox::fileName);

    private final Set<String> marks;
    private final Ids ids = new Ids();
    private final Map<String, Integer> attemptsOf = new HashMap<>();
    private final List<Delivery> deliveries = new ArrayList<>();

    public Inbox(List<Kata> katas) {
        marks = katas.stream()
                .flatMap(kata -> Stream.of(kata.sourceFile(), kata.className().split("\\.", 2)[0]))
                .collect(Collectors.toSet());
        marks.addAll(List.of("pom.xml", "src"));
    }

    /** Adds what is at this path, which somebody named and which may therefore be a link itself. */
    public void add(Path named) throws IOException {
        Path path = named.toRealPath();
        if (!Files.isDirectory(path) || isSubmission(path)) {
            deliver(path, name(named, path));
        } else {
            children(path).stream().filter(Inbox::mayBeSubmission).forEach(child -> deliver(child, fileName(child)));
        }
    }

    private static String name(Path named, Path real) {
        return named.getFileName() == null || named.getFileName().toString().matches("|\\.|\\.\\.")
                ? fileName(real)
                : fileName(named);
    }

    private boolean isSubmission(Path directory) throws IOException {
        List<Path> children = children(directory);
        return children.stream().anyMatch(child -> marks.contains(child.getFileName().toString()))
                || children.stream().noneMatch(Inbox::mayBeSubmission);
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static boolean mayBeSubmission(Path child) {
        return Files.isDirectory(child) || isArchive(child);
    }

    static boolean isArchive(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return ARCHIVES.stream().anyMatch(name::endsWith);
    }

    private void deliver(Path path, String name) {
        List<Path> attempts = attempts(path);
        if (attempts.isEmpty()) {
            String id = ids.unique(name);
            deliveries.add(new Delivery(id, path, id, 1, Optional.empty()));
        } else {
            attempts.forEach(attempt -> add(name, attempt, time(attempt)));
        }
    }

    /**
     * Adds a submission of a student. If the student has one already it is the next attempt.
     *
     * @param submitted when, if that is known
     */
    public void add(String student, Path path, Optional<Instant> submitted) {
        int attempt = attemptsOf.merge(student, 1, Integer::sum);
        String id = ids.unique(attempt == 1 ? student : student + "." + attempt);
        deliveries.add(new Delivery(id, path, student, attempt, submitted));
    }

    /** The attempts in a student's directory, in their order; none if it is no directory of attempts. */
    private static List<Path> attempts(Path path) {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try {
            List<Path> all = children(path);
            return all.stream().allMatch(Inbox::isAttempt) ? all.stream().sorted(BY_ATTEMPT).toList() : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean isAttempt(Path path) {
        return mayBeSubmission(path) && (NUMBER.matcher(fileName(path)).matches() || time(path).isPresent());
    }

    private static int number(Path attempt) {
        Matcher matcher = NUMBER.matcher(fileName(attempt));
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** For example {@code 2026-10-12T21-59-00Z}: a colon is no letter for a file name everywhere. */
    private static Optional<Instant> time(Path attempt) {
        Matcher matcher = TIME.matcher(fileName(attempt));
        try {
            return matcher.matches()
                    ? Optional.of(Instant.parse(matcher.group(1) + "T" + matcher.group(2) + ":" + matcher.group(3) + ":" + matcher.group(4) + "Z"))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String fileName(Path path) {
        String name = path.getFileName() == null ? "submission" : path.getFileName().toString();
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? name : withoutExtension(name);
    }

    private static String withoutExtension(String name) {
        return ARCHIVES.stream()
                .filter(name.toLowerCase(Locale.ROOT)::endsWith)
                .findFirst()
                .map(extension -> name.substring(0, name.length() - extension.length()))
                .orElse(name);
    }

    /** All submissions, in the order of their ids. */
    public List<Delivery> deliveries() {
        return deliveries.stream().sorted(Comparator.comparing(Delivery::id)).toList();
    }

    /** Sentences about ids that had to be changed. */
    public List<String> notes() {
        return ids.notes();
    }
}
