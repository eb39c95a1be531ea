package dev.pagewalk.press;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Pages that find each other, with nothing from elsewhere: no script, no font, no request. */
final class Site {
    private static final Pattern TABLE = Pattern.compile("<table\\b.*?</table>", Pattern.DOTALL);
    private static final Pattern OUTSIDE = Pattern.compile("<a href=\"(?:\\.\\./)+(?:grader|solutions|katas)/[^\"]*\">(.*?)</a>");
    private static final Pattern SOURCE = Pattern.compile("(<a href=\"[^\":]*)\\.adoc(#[^\"]*)?\"");
    private static final Pattern PLACE = Pattern.compile("\\$\\{(\\w+)}");

    private final List<Chapters> parts;
    private final List<Page> inOrder;

    /** @param parts what is in it; the front page of the first one is that of the site */
    Site(List<Chapters> parts) {
        this.parts = parts;
        this.inOrder = parts.stream().flatMap(part -> part.all().stream()).toList();
    }

    /** Writes it into an empty directory. */
    void write(Path directory) throws IOException {
        String template = resource("page.html");
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("site.css"), resource("site.css"));
        for (Page page : inOrder) {
            Path file = directory.resolve(page.path());
            Files.createDirectories(file.getParent());
            Files.writeString(file, fill(template, places(page)));
        }
    }

    private Map<String, String> places(Page page) {
        Page home = parts.get(0).front();
        return Map.of(
                "title", page.title().equals(home.title()) ? page.title() : page.title() + " · Pagewalk",
                "heading", page.title(),
                "description", page.description(),
                "id", page.id(),
                "root", page.to(""),
                "body", body(page) + list(page),
                "pages", parts.stream().map(part -> links(part, page)).collect(Collectors.joining()),
                "around", around(page));
    }

    /** Wide tables scroll by themselves; what lies outside of the handouts is named and not linked; a link to a source goes to its page. */
    private static String body(Page page) {
        String tables = TABLE.matcher(page.body()).replaceAll("<div class=\"wide\" tabindex=\"0\">$0</div>");
        String inside = OUTSIDE.matcher(tables).replaceAll("<code>$1</code>");
        return SOURCE.matcher(inside).replaceAll(link -> Matcher.quoteReplacement(
                link.group(1) + ".html" + Objects.requireNonNullElse(link.group(2), "") + "\""));
    }

    /** A front page ends with what is behind it. */
    private String list(Page page) {
        return parts.stream()
                .filter(part -> part.front().equals(page))
                .flatMap(part -> part.pages().stream())
                .map(other -> "<li><a href=\"" + page.to(other.path()) + "\">" + other.title() + "</a><p>" + other.description() + "</p></li>\n")
                .collect(Collectors.collectingAndThen(Collectors.joining(), items -> items.isEmpty() ? "" : "<ol class=\"chapters\">\n" + items + "</ol>\n"));
    }

    private static String links(Chapters part, Page here) {
        return part.all().stream()
                .map(page -> "<li>" + (page.equals(here) ? "<a href=\"#main\" aria-current=\"page\">" : "<a href=\"" + here.to(page.path()) + "\">")
                        + page.title() + "</a>" + (page.equals(here) ? sections(page) : "") + "</li>\n")
                .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
    }

    private static String sections(Page page) {
        return page.headings().stream()
                .map(heading -> "<li><a href=\"#" + heading.id() + "\">" + heading.title() + "</a></li>")
                .collect(Collectors.joining("", "<ul>", "</ul>"));
    }

    private String around(Page page) {
        int here = inOrder.indexOf(page);
        return (here == 0 ? "" : step(page, inOrder.get(here - 1), "prev", "←"))
                + (here == inOrder.size() - 1 ? "" : step(page, inOrder.get(here + 1), "next", "→"));
    }

    private static String step(Page from, Page to, String rel, String arrow) {
        String text = rel.equals("prev") ? arrow + " " + to.title() : to.title() + " " + arrow;
        return "<a rel=\"" + rel + "\" href=\"" + from.to(to.path()) + "\">" + text + "</a>\n";
    }

    private static String fill(String template, Map<String, String> places) {
        return PLACE.matcher(template).replaceAll(place -> Matcher.quoteReplacement(
                Objects.requireNonNull(places.get(place.group(1)), place.group())));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Site.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
