package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.engine.export.Filled.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Moodle: the offline grading worksheet that the instructor downloaded. Its columns are named in the language of the site, so
 * the column for the grade can be said; without that it is {@code Grade}. The cells before it tell who it is, the first one by
 * number, as in {@code Participant 4711}; the cell after it, how many points there are.
 */
final class MoodleSheet {
    private static final Pattern PARTICIPANT = Pattern.compile("\\D*(\\d+)");
    private static final int NAME = 1;

    private final Filling filling;
    private final Sheet sheet;
    private final int grade;

    private MoodleSheet(Filling filling) throws ExportProblem {
        this.filling = filling;
        this.sheet = filling.sheet();
        this.grade = Filled.column(sheet, filling.column().orElse("Grade"), "--column");
    }

    static Filled fill(List<Paper> papers, Filling filling) throws ExportProblem {
        return new MoodleSheet(filling).fill(papers);
    }

    private Filled fill(List<Paper> papers) throws ExportProblem {
        Optional<Integer> feedback = Optional.empty();
        if (filling.feedback().isPresent()) {
            feedback = Optional.of(Filled.column(sheet, filling.feedback().get(), "--feedback-column"));
        }
        Work work = new Work(sheet, new People(papers, filling.roster()));
        for (int line = 1; line < sheet.size(); line++) {
            if (!sheet.isBlank(line)) {
                fill(line, work, feedback, papers);
            }
        }
        return work.done();
    }

    private void fill(int line, Work work, Optional<Integer> feedback, List<Paper> papers) throws ExportProblem {
        Matcher participant = PARTICIPANT.matcher(sheet.get(line, 0).strip());
        if (grade < 2 || !participant.matches()) {
            throw new ExportProblem(sheet.place(line) + " does not begin with a participant's number, as in Participant 4711: give the grading"
                    + " worksheet of the assignment, not the list of grades of the course.");
        }
        Filled.verifyScale(sheet, sheet.get(line, grade + 1), papers);
        List<String> ids = IntStream.range(0, grade).filter(column -> column != NAME).mapToObj(column -> sheet.get(line, column))
                .collect(Collectors.toCollection(ArrayList::new));
        ids.add(participant.group(1));
        Optional<Paper> paper = work.paper(line, ids.stream().filter(id -> !id.isBlank()).toList(), participant.group(1), sheet.get(line, NAME));
        if (paper.isPresent() && isLocked(line)) {
            work.keep(paper.get());
        } else if (paper.isPresent()) {
            sheet.put(line, grade, paper.get().pointsText());
            if (feedback.isPresent() && sheet.get(line, feedback.get()).isBlank()) {
                sheet.put(line, feedback.get(), comment(paper.get()));
            }
        }
    }

    private boolean isLocked(int line) {
        int column = sheet.header().indexOf("Grade can be changed");
        return column >= 0 && sheet.get(line, column).strip().equals("No");
    }

    /** Moodle takes comments for HTML, and a spreadsheet on the way takes some cells for formulas. */
    private static String comment(Paper paper) {
        String escaped = Preface.of(paper, Room.AMPLE).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
        return "<p>" + escaped.replace("\n", "<br>") + "</p>";
    }
}
