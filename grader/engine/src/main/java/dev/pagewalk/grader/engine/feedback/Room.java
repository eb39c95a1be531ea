package dev.pagewalk.grader.engine.feedback;

/** How much of what a page could show it does show: less, if the page would become too large. */
enum Room {
    AMPLE(12, 160_000, 16_384, 12),
    SOME(4, 80_000, 3_000, 6),
    LITTLE(1, 30_000, 800, 1),
    NONE(0, 0, 200, 0);

    /** How many stories are drawn. */
    final int shows;

    /** How many characters of sources are shown, all together. */
    final int source;

    /** How many characters of each text are shown. */
    final int text;

    /** How many sections of handouts are shown. */
    final int sections;

    Room(int shows, int source, int text, int sections) {
        this.shows = shows;
        this.source = source;
        this.text = text;
        this.sections = sections;
    }

    String cut(String whole) {
        return whole.length() <= text ? whole : whole.substring(0, whole.offsetByCodePoints(0, Math.min(text, whole.codePointCount(0, whole.length()))))
                + " … (cut: it goes on for " + (whole.length() - text) + " characters)";
    }
}
