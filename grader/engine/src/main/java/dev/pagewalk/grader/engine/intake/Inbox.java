package dev.pagewalk.grader.engine.intake;

import dev.pagewalk.grader.api.Kata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

    private final Set<String> marks;
    private final Ids ids = new Ids();
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
        String name = child.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isDirectory(child) || ARCHIVES.stream().anyMatch(name::endsWith);
    }

    private void deliver(Path path, String name) {
        deliveries.add(new Delivery(ids.unique(name), path));
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
