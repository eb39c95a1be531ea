package dev.pagewalk.grader.engine.feedback;

import dev.pagewalk.grader.engine.intake.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A source file of the submission with what the checks have to say about its lines.
 *
 * @param name of the file
 * @param summary how much of it ran, or empty
 * @param lines of it, as many as are shown
 * @param left how many lines are not shown
 */
public record Listing(String name, String summary, List<Line> lines, int left) {
    private static final int MOST_COLUMNS = 240;

    /**
     * A line.
     *
     * @param number from 1
     * @param text as it can be shown, perhaps only its beginning
     * @param missed whether it could have run, and never did
     * @param notes what is wrong there, a sentence each
     * @param steps which steps of failing stories came from there
     */
    public record Line(int number, String text, boolean missed, List<String> notes, List<String> steps) {
        /** Whether there is anything to say about it. */
        public boolean isRemarkable() {
            return missed || !notes.isEmpty() || !steps.isEmpty();
        }
    }

    /**
     * @param source its text, whatever is in it
     * @param most how many characters are shown at most
     */
    static Listing of(String name, String source, Coverage coverage, Remarks remarks, int most) {
        String[] lines = source.split("\n", -1);
        Set<Integer> missed = coverage.missedLines();
        Map<Integer, List<String>> notes = remarks.notes(name);
        Map<Integer, List<String>> steps = remarks.steps(name);
        List<Line> shown = new ArrayList<>();
        int chars = 0;
        int last = lines.length > 1 && lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
        for (int i = 0; i < last && chars < most; i++) {
            String text = Text.clean(lines[i].replace("\r", "").replace("\t", "    "), MOST_COLUMNS);
            chars += text.length() + 40;
            int number = i + 1;
            shown.add(new Line(number, text, missed.contains(number), notes.getOrDefault(number, List.of()), steps.getOrDefault(number, List.of())));
        }
        return new Listing(Text.line(name, MOST_COLUMNS), coverage.summary(), shown, last - shown.size());
    }

    /** An anchor for a line of this file. */
    public String anchor(int line) {
        return anchor(name + ":" + line);
    }

    /** An anchor for a place such as {@code RefcountKata.java:12}. */
    static String anchor(String place) {
        return "line-" + place.replaceAll("\\W", "-");
    }

    /** Whether there is anything to say about any line. */
    public boolean isRemarkable() {
        return lines.stream().anyMatch(Line::isRemarkable);
    }
}
