package dev.pagewalk.grader.engine.export;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A gradebook's file after it was filled.
 *
 * @param contents of the file
 * @param notes what the instructor should know: whose line stayed as it was, and why
 */
public record Filled(byte[] contents, List<String> notes) {
    private static final int SHOWN = 10;

    /** Fills the lines that papers belong to; what both platforms have in common. */
    static final class Work {
        private final Sheet sheet;
        private final People people;
        private final List<String> unknown = new ArrayList<>();
        private final List<String> ungraded = new ArrayList<>();
        private final List<String> kept = new ArrayList<>();

        Work(Sheet sheet, People people) {
            this.sheet = sheet;
            this.people = people;
        }

        /** The paper of a line if it is to be filled: remembers the others. */
        Optional<Paper> paper(int line, List<String> ids, String number, String name) throws ExportProblem {
            Optional<Paper> paper = people.of(sheet.place(line), ids, number, name);
            if (paper.isEmpty()) {
                unknown.add(Inert.line(name));
            } else if (paper.get().points().isEmpty()) {
                ungraded.add(paper.get().student());
            }
            return paper.filter(each -> each.points().isPresent());
        }

        /** A line that the gradebook does not let anyone change. */
        void keep(Paper paper) {
            kept.add(paper.student());
        }

        Filled done() throws ExportProblem {
            List<String> notes = new ArrayList<>();
            note(notes, unknown, "in the file and not among the results, left as they are");
            note(notes, people.absent(), "among the results and not in the file");
            note(notes, ungraded, "could not be graded, left as they are");
            note(notes, kept, "locked or excused in the gradebook, left as they are");
            return new Filled(sheet.bytes(), notes);
        }

        private static void note(List<String> notes, List<String> who, String what) {
            if (!who.isEmpty()) {
                String more = who.size() > SHOWN ? " and " + (who.size() - SHOWN) + " more" : "";
                notes.add(who.size() + " " + what + ": " + String.join(", ", who.stream().limit(SHOWN).toList()) + more + ".");
            }
        }
    }

    /**
     * The one column of this name.
     *
     * @param option by which another one can be named
     */
    static int column(Sheet sheet, String name, String option) throws ExportProblem {
        int first = sheet.header().indexOf(name);
        if (first < 0 || first != sheet.header().lastIndexOf(name)) {
            throw new ExportProblem(sheet.file() + " has " + (first < 0 ? "no column " : "two columns ") + Inert.line(name)
                    + ": name the one to fill with " + option + ". There are: "
                    + String.join(", ", sheet.header().stream().map(Inert::line).toList()) + ".");
        }
        return first;
    }

    /** Refuses points of another scale than the gradebook's. */
    static void verifyScale(Sheet sheet, String text, List<Paper> papers) throws ExportProblem {
        String there = text.strip().replace(',', '.');
        for (Paper paper : papers) {
            if (isNumber(there) && new BigDecimal(there).compareTo(paper.max()) != 0) {
                throw new ExportProblem("In " + sheet.file() + " one can reach " + there + " points, and in the results "
                        + Numbers.text(paper.max()) + ": make them the same, with points in course.json or in the gradebook.");
            }
        }
    }

    static boolean isNumber(String text) {
        return text.matches("\\d{1,9}([.,]\\d{1,9})?");
    }
}
