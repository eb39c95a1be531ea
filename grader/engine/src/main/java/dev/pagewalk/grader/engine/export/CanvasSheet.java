package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.engine.export.Filled.Work;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Canvas: the gradebook that the instructor exported. An assignment's column is {@code Title (4711)}; a title that Canvas does
 * not know would make a new assignment, so a column that is not there is refused. Who it is tell ID, SIS and login columns.
 */
final class CanvasSheet {
    private static final Pattern ASSIGNMENT = Pattern.compile(".*\\((\\d+)\\)");
    private static final List<String> IDS = List.of("ID", "SIS User ID", "SIS Login ID", "Integration ID");
    private static final String EXCUSED = "EX";

    private final Filling filling;
    private final Sheet sheet;
    private final int column;

    private CanvasSheet(Filling filling) throws ExportProblem {
        this.filling = filling;
        this.sheet = filling.sheet();
        if (sheet.header().size() < 2 || !sheet.header().get(0).contains("Student") || !sheet.header().get(1).equals("ID")) {
            throw new ExportProblem(sheet.file() + " does not begin with the columns Student and ID: give the gradebook as Canvas exported it.");
        }
        this.column = column();
    }

    static Filled fill(List<Paper> papers, Filling filling) throws ExportProblem {
        return new CanvasSheet(filling).fill(papers);
    }

    private int column() throws ExportProblem {
        List<String> header = sheet.header();
        List<Integer> fitting = IntStream.range(0, header.size())
                .filter(each -> ASSIGNMENT.matcher(header.get(each)).matches())
                .filter(each -> filling.column().isEmpty() || isCalled(header.get(each), filling.column().get()))
                .boxed()
                .toList();
        if (fitting.size() != 1) {
            String which = filling.column().map(name -> " called " + Inert.line(name)).orElse("");
            throw new ExportProblem(sheet.file() + " has " + (fitting.isEmpty() ? "no assignment" : "several assignments") + which
                    + ": say which with --column, by its number or title. There are: "
                    + String.join(", ", header.stream().filter(each -> ASSIGNMENT.matcher(each).matches()).map(Inert::line).toList()) + ".");
        }
        return fitting.get(0);
    }

    /** By its number, its title, or both. */
    private static boolean isCalled(String header, String name) {
        String number = header.substring(header.lastIndexOf('(') + 1, header.length() - 1);
        String title = header.substring(0, header.lastIndexOf('(')).strip();
        return Stream.of(number, title, header).anyMatch(name.strip()::equals);
    }

    private Filled fill(List<Paper> papers) throws ExportProblem {
        Work work = new Work(sheet, new People(papers, filling.roster()));
        boolean comma = false;
        for (int line = 1; line < sheet.size(); line++) {
            if (sheet.get(line, 0).strip().equals("Points Possible")) {
                Filled.verifyScale(sheet, sheet.get(line, column), papers);
                verifyWritable(line);
                comma = sheet.get(line, column).contains(",");
            } else if (!sheet.get(line, 1).isBlank()) {
                fill(line, work, comma);
            }
        }
        return work.done();
    }

    private void verifyWritable(int line) throws ExportProblem {
        if (sheet.get(line, column).contains("read only")) {
            throw new ExportProblem(sheet.header().get(column) + " is read only in Canvas: choose another column with --column.");
        }
    }

    private void fill(int line, Work work, boolean comma) throws ExportProblem {
        List<String> ids = IDS.stream()
                .map(sheet.header()::indexOf)
                .filter(each -> each >= 0)
                .map(each -> sheet.get(line, each))
                .filter(id -> !id.isBlank())
                .toList();
        Optional<Paper> paper = work.paper(line, ids, sheet.get(line, 1).strip(), sheet.get(line, 0));
        if (paper.isPresent() && sheet.get(line, column).strip().equalsIgnoreCase(EXCUSED)) {
            work.keep(paper.get());
        } else if (paper.isPresent()) {
            String points = paper.get().pointsText();
            sheet.put(line, column, comma ? points.replace('.', ',') : points);
        }
    }
}
