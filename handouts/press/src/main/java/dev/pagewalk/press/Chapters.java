package dev.pagewalk.press;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A front page and the pages behind it.
 *
 * @param front says what it is
 * @param pages in order
 */
record Chapters(Page front, List<Page> pages) {

    static Chapters of(Book book, Asciidoc asciidoc) {
        List<Page> pages = new ArrayList<>();
        book.chapters().forEach(chapter -> pages.add(asciidoc.page(chapter)));
        return new Chapters(asciidoc.front(book), List.copyOf(pages));
    }

    List<Page> all() {
        return Stream.concat(Stream.of(front), pages.stream()).toList();
    }
}
