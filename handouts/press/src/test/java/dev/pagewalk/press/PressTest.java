package dev.pagewalk.press;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What handouts/build makes of the handouts of this house. */
class PressTest {
    private static final Path HANDOUTS = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private static Path target;

    private static Map<Path, Document> student;
    private static Map<Path, Document> instructor;

    @TempDir
    private Path small;

    @BeforeAll
    static void print() throws IOException {
        new Press(HANDOUTS, target).print(true);
        student = pages(target.resolve("site"));
        instructor = pages(target.resolve("instructor-site"));
    }

    @Test
    void every_link_leads_somewhere() {
        List<String> broken = new ArrayList<>();
        student.forEach((file, page) -> follow(file, page, student, broken));
        instructor.forEach((file, page) -> follow(file, page, instructor, broken));

        assertEquals(List.of(), broken);
    }

    @Test
    void students_get_no_page_of_the_instructors() throws IOException {
        assertTrue(instructor.keySet().stream().anyMatch(file -> file.toString().contains("kata-3.html")));
        assertEquals(List.of(), student.keySet().stream().filter(file -> target.resolve("site").relativize(file).toString().contains("instructor")).toList());
        assertEquals(List.of(), student.keySet().stream().filter(file -> student.get(file).text().contains("Usual mistakes")).toList());
        assertEquals(List.of(), Book.read(HANDOUTS.resolve("book.adoc")).chapters().stream().filter(file -> file.toString().contains("instructor")).toList());
    }

    @Test
    void every_handout_is_in_a_book() throws IOException {
        List<Path> printed = new ArrayList<>(List.of(HANDOUTS.resolve("book.adoc"), HANDOUTS.resolve("hints.adoc"), HANDOUTS.resolve("instructor/book.adoc")));
        printed.addAll(Book.read(HANDOUTS.resolve("book.adoc")).chapters());
        printed.addAll(Book.read(HANDOUTS.resolve("instructor/book.adoc")).chapters());

        try (Stream<Path> files = Files.walk(HANDOUTS)) {
            assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".adoc") && !printed.contains(file)).toList());
        }
    }

    @Test
    void a_page_needs_nothing_from_elsewhere() {
        instructor.forEach((file, page) -> {
            assertEquals(List.of(), page.select("script, iframe, object, embed").eachAttr("src"), file::toString);
            assertEquals(List.of(), page.select("img[src*=:], link[href^=http], [style*=url]").eachAttr("src"), file::toString);
        });
    }

    @Test
    void a_page_has_what_readers_and_their_programs_look_for() {
        instructor.forEach((file, page) -> {
            assertEquals("en", page.select("html").attr("lang"), file::toString);
            assertFalse(page.title().isBlank(), file::toString);
            assertFalse(page.select("meta[name=description]").attr("content").isBlank(), file::toString);
            assertEquals(1, page.select("h1").size(), file::toString);
            assertEquals(1, page.select("main").size(), file::toString);
            assertEquals(1, page.select("nav#pages [aria-current=page]").size(), file::toString);
            assertEquals(List.of(), page.select("img[alt=''], img:not([alt])").eachAttr("src"), file::toString);
        });
    }

    @Test
    void no_markup_is_left_over_in_the_text() {
        instructor.forEach((file, page) -> {
            Document text = page.clone();
            text.select("pre, code, .around, nav").remove();
            assertFalse(text.text().matches("(?s).*(?:`|include::|xref:|link:|<<|\\|===|\\[source).*"), () -> file + ": " + text.text());
        });
    }

    @Test
    void java_is_coloured_when_it_is_built() {
        List<Element> java = student.values().stream().flatMap(page -> page.select("code[data-lang=java]").stream()).toList();

        assertTrue(java.size() >= 6);
        assertEquals(List.of(), java.stream().filter(code -> code.select("span").isEmpty()).toList());
    }

    @Test
    void every_colour_of_code_is_defined() throws IOException {
        String style = Files.readString(target.resolve("site/site.css"));
        List<String> kinds = student.values().stream()
                .flatMap(page -> page.select("pre code span").stream())
                .map(Element::className)
                .filter(kind -> kind.matches("k.?|s.?|c.?|m.?"))
                .distinct()
                .filter(kind -> !style.contains("." + kind))
                .toList();

        assertEquals(List.of(), kinds);
    }

    @Test
    void the_same_handouts_give_the_same_bytes() throws IOException {
        new Press(HANDOUTS, small).print(false);

        assertEquals(bytes(target.resolve("instructor-site")), bytes(small.resolve("instructor-site")));
    }

    @Test
    void there_are_two_books() throws IOException {
        for (String name : List.of("pagewalk.pdf", "pagewalk-instructor.pdf")) {
            byte[] book = Files.readAllBytes(target.resolve(name));
            assertEquals("%PDF-", new String(book, 0, 5, StandardCharsets.ISO_8859_1));
            assertTrue(book.length > 50_000, name);
        }
    }

    @Test
    void whatever_cannot_be_printed_is_named_with_its_line() throws IOException {
        Files.createDirectories(small.resolve("instructor"));
        Files.createDirectories(small.resolve("figures"));
        Files.writeString(small.resolve("book.adoc"), "= Book\n\ninclude::a.adoc[]\n");
        Files.writeString(small.resolve("instructor/book.adoc"), "= Book\n\ninclude::../a.adoc[]\n");
        Files.writeString(small.resolve("a.adoc"), "= A\n\ninclude::nowhere.adoc[]\n");

        PressException refused = assertThrows(PressException.class, () -> new Press(small, small.resolve("target")).print(false));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("a.html:\n  a.adoc:3: include file not found"), refused::getMessage);
    }

    private static void follow(Path file, Document page, Map<Path, Document> site, List<String> broken) {
        for (Element element : page.select("[href], [src]")) {
            URI link = URI.create(element.hasAttr("href") ? element.attr("href") : element.attr("src"));
            if (link.getScheme() == null && !isThere(file, link, site)) {
                broken.add(file + ": " + link);
            }
            assertTrue(link.getScheme() == null || List.of("https", "data").contains(link.getScheme()), () -> file + ": " + link);
        }
    }

    private static boolean isThere(Path file, URI link, Map<Path, Document> site) {
        Path goal = link.getPath().isEmpty() ? file : file.resolveSibling(link.getPath()).normalize();
        return Files.isRegularFile(goal)
                && (link.getFragment() == null || site.containsKey(goal) && site.get(goal).getElementById(link.getFragment()) != null);
    }

    private static Map<Path, Document> pages(Path site) throws IOException {
        Map<Path, Document> pages = new TreeMap<>();
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".html") && !file.toString().contains("figures")).toList()) {
                pages.put(file, Jsoup.parse(file));
            }
        }
        return pages;
    }

    private static Map<String, String> bytes(Path site) throws IOException {
        Map<String, String> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes.put(site.relativize(file).toString(), Files.readString(file));
            }
        }
        return bytes;
    }
}
