package dev.pagewalk.press;

import dev.pagewalk.press.Page.Heading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.AttributesBuilder;
import org.asciidoctor.Options;
import org.asciidoctor.OptionsBuilder;
import org.asciidoctor.SafeMode;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.Section;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;

/** Turns AsciiDoc into pages and books. Whatever Asciidoctor warns of is an error. */
final class Asciidoc implements AutoCloseable {
    private static final String EXPLORER = "figures/walk-explorer.html";
    /** Held, so that it stays silent: what it says is collected here. */
    private static final Logger CONSOLE = Logger.getLogger("asciidoctor");

    private final Path handouts;
    private final Asciidoctor asciidoctor = Asciidoctor.Factory.create();
    private final List<String> warnings = new ArrayList<>();

    /** @param handouts the directory of the handouts */
    Asciidoc(Path handouts) {
        this.handouts = handouts;
        CONSOLE.setUseParentHandlers(false);
        asciidoctor.registerLogHandler(this::log);
        asciidoctor.javaExtensionRegistry().treeprocessor(new WholeListings());
    }

    private void log(LogRecord message) {
        if (message.getSeverity().compareTo(Severity.WARN) >= 0) {
            String place = message.getCursor() == null ? "" : message.getCursor().getPath() + ":" + message.getCursor().getLineNumber() + ": ";
            warnings.add(place + message.getMessage());
        }
    }

    /** The page of a chapter. */
    Page page(Path file) {
        String path = handouts.relativize(file).toString().replace('\\', '/');
        return page(asciidoctor.loadFile(file.toFile(), forSite(file.resolveSibling(""))), path.replaceFirst("\\.adoc$", ".html"));
    }

    /** The front page of a book. */
    Page front(Book book) {
        Path directory = book.file().resolveSibling("");
        String path = handouts.relativize(directory.resolve("index.html")).toString().replace('\\', '/');
        return page(asciidoctor.load(book.front(), forSite(directory)), path);
    }

    private Page page(Document document, String path) {
        String body = document.convert();
        refuseWarnings(path);
        List<Heading> headings = document.getBlocks().stream()
                .filter(Section.class::isInstance)
                .map(block -> new Heading(block.getId(), block.getTitle()))
                .toList();
        String id = document.getId() == null ? "" : document.getId();
        return new Page(path, id, document.getDoctitle(), description(document), body, headings);
    }

    /** What the page says of itself, or its first paragraph. */
    private static String description(Document document) {
        String first = document.findBy(Map.of("context", ":paragraph")).stream()
                .findFirst()
                .map(paragraph -> String.valueOf(paragraph.getContent()).replaceAll("<[^>]*>", ""))
                .orElse("");
        return String.valueOf(document.getAttribute("description", first)).replace("\"", "&quot;");
    }

    /** Writes a book. */
    void pdf(Book book, Path file) {
        Options options = options(book.file().resolveSibling(""))
                .backend("pdf")
                .toFile(file.toFile())
                .attributes(attributes()
                        .attribute("pdf-theme", "pagewalk")
                        .attribute("pdf-themesdir", "uri:classloader:/dev/pagewalk/press")
                        .attribute("rouge-style", "github")
                        .build())
                .build();
        asciidoctor.convertFile(book.file().toFile(), options);
        refuseWarnings(file.getFileName().toString());
    }

    private void refuseWarnings(String what) {
        if (!warnings.isEmpty()) {
            throw new PressException(what + ":\n  " + String.join("\n  ", warnings));
        }
    }

    private Options forSite(Path directory) {
        AttributesBuilder attributes = attributes().attribute("rouge-css", "class").attribute("sectanchors", "").attribute("toc!", "");
        if (Files.exists(handouts.resolve(EXPLORER))) {
            attributes.attribute("walk-explorer", EXPLORER);
        }
        return options(directory).backend("html5").standalone(false).attributes(attributes.build()).build();
    }

    private static OptionsBuilder options(Path directory) {
        return Options.builder().safe(SafeMode.UNSAFE).baseDir(directory.toFile()).mkDirs(true);
    }

    private static AttributesBuilder attributes() {
        return Attributes.builder()
                .attribute("source-highlighter", "rouge")
                .attribute("idprefix", "")
                .attribute("idseparator", "-")
                .attribute("reproducible", "")
                .attribute("table-caption!", "")
                .attribute("figure-caption!", "");
    }

    @Override
    public void close() {
        asciidoctor.close();
    }
}
