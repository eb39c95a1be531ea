package dev.pagewalk.press;

import java.util.List;

/**
 * One page of a site.
 *
 * @param path where it lies in the site, for example {@code instructor/kata-0.html}
 * @param id the name by which other pages refer to all of it, empty if none does
 * @param title plain text
 * @param description one sentence, plain text
 * @param body HTML
 * @param headings of its sections, in order
 */
record Page(String path, String id, String title, String description, String body, List<Heading> headings) {

    /**
     * A section.
     *
     * @param id its anchor
     * @param title HTML
     */
    record Heading(String id, String title) {}

    /** The way from here to something else in the site. */
    String to(String other) {
        return "../".repeat((int) path.chars().filter(c -> c == '/').count()) + other;
    }
}
