package dev.pagewalk.press;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes of the handouts a site and a book for students, and a site and a book for instructors. The students' hold no page of
 * the instructors'; the instructors' site holds the students' pages, too.
 */
public final class Press {
    private static final String USAGE = "usage: handouts/build [--site-only] [--from HANDOUTS] [DIR]";

    private final Path handouts;
    private final Path target;

    Press(Path handouts, Path target) {
        this.handouts = handouts;
        this.target = target;
    }

    /**
     * What {@code handouts/build} starts.
     *
     * @param args the directory of the handouts, then what the user said
     */
    public static void main(String[] args) {
        List<String> words = new ArrayList<>(List.of(args));
        Path own = Path.of(words.remove(0));
        if (words.contains("-h") || words.contains("--help")) {
            exit(0, USAGE);
        }
        boolean books = !words.remove("--site-only");
        Path handouts = from(words).orElse(own).toAbsolutePath();
        if (words.size() > 1 || words.stream().anyMatch(word -> word.startsWith("-"))) {
            exit(2, USAGE);
        }
        if (!Files.isRegularFile(handouts.resolve("book.adoc"))) {
            exit(2, "handouts/build: there is no book.adoc in " + handouts + ".");
        }
        print(handouts, words.isEmpty() ? handouts.resolve("target") : Path.of(words.get(0)).toAbsolutePath(), books);
    }

    private static Optional<Path> from(List<String> words) {
        int option = words.indexOf("--from");
        if (option < 0 || option + 1 == words.size()) {
            return Optional.empty();
        }
        words.remove(option);
        return Optional.of(Path.of(words.remove(option)));
    }

    private static void print(Path handouts, Path target, boolean books) {
        try {
            new Press(handouts, target).print(books);
        } catch (PressException e) {
            exit(1, "handouts/build: " + e.getMessage());
        } catch (IOException e) {
            exit(2, "handouts/build: cannot write to " + target + ": " + e.getMessage());
        }
    }

    private static void exit(int code, String sentence) {
        System.err.println(sentence);
        System.exit(code);
    }

    /** Writes everything anew. */
    void print(boolean books) throws IOException {
        Book student = Book.read(handouts.resolve("book.adoc"));
        Book instructor = Book.read(handouts.resolve("instructor/book.adoc"));
        try (Asciidoc asciidoc = new Asciidoc(handouts)) {
            Chapters students = Chapters.of(student, asciidoc);
            site(List.of(students), "site");
            site(List.of(students, Chapters.of(instructor, asciidoc)), "instructor-site");
            if (books) {
                pdf(asciidoc, student, "pagewalk.pdf");
                pdf(asciidoc, instructor, "pagewalk-instructor.pdf");
            }
        }
    }

    private void site(List<Chapters> parts, String name) throws IOException {
        Path directory = target.resolve(name);
        if (Files.exists(directory)) {
            delete(directory);
        }
        new Site(parts).write(directory);
        try (Stream<Path> figures = Files.list(handouts.resolve("figures"))) {
            Path to = Files.createDirectories(directory.resolve("figures"));
            for (Path figure : figures.filter(file -> file.toString().matches(".*\\.(svg|html)")).toList()) {
                Files.copy(figure, to.resolve(figure.getFileName().toString()));
            }
        }
        System.out.println(directory.resolve("index.html"));
    }

    private void pdf(Asciidoc asciidoc, Book book, String name) {
        asciidoc.pdf(book, target.resolve(name));
        System.out.println(target.resolve(name));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
