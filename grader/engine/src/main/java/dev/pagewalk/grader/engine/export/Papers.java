package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.engine.batch.Register;
import dev.pagewalk.grader.engine.batch.Register.Line;
import dev.pagewalk.grader.engine.course.CourseProblem;
import dev.pagewalk.grader.engine.course.Mark;
import dev.pagewalk.grader.engine.course.Office;
import dev.pagewalk.grader.engine.report.FileStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Sight;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads papers from a results directory. */
public final class Papers {
    private final FileStore store;
    private final Office office;
    private final Sight sight;
    private final Sources sources;

    /**
     * @param office knows the course
     * @param sight decides what students see
     */
    public Papers(FileStore store, Office office, Sight sight, Sources sources) {
        this.store = store;
        this.office = office;
        this.sight = sight;
        this.sources = sources;
    }

    /**
     * A paper for each student: of the attempt that counts, or of none. In the order of their ids.
     *
     * @throws ExportProblem if there are no results
     */
    public List<Paper> read() throws IOException, CourseProblem, ExportProblem {
        List<Line> lines = Register.read(store).orElseThrow(() -> missing("deliveries.json"));
        List<Row> rows = new Reports(store).rows().orElseThrow(() -> missing("results.json"));
        boolean explained = office.isAsked();
        List<Paper> papers = new ArrayList<>();
        for (Mark mark : office.marks(lines, rows)) {
            papers.add(paper(mark, explained ? mark.explanation() : List.of()));
        }
        return papers;
    }

    /** A single {@code result.json}, outside a course. */
    public Paper read(byte[] json) throws ExportProblem {
        Result result = Reports.parse(json).orElseThrow(
                () -> new ExportProblem("result.json is none that this grader wrote: grade the submission again."));
        return Paper.of(result, sight, sources);
    }

    private Paper paper(Mark mark, List<String> explanation) throws IOException, ExportProblem {
        Optional<BigDecimal> points = mark.points().isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(mark.points()));
        Optional<Result> seen = mark.submission().isEmpty() ? Optional.empty() : Optional.of(sight.of(result(mark.submission())));
        return new Paper(mark.student(), mark.name(), seen, points, new BigDecimal(mark.max()), explanation, sources);
    }

    private Result result(String id) throws IOException, ExportProblem {
        return new Reports(store).read(id).flatMap(Reports::parse).orElseThrow(() -> missing(id + "/result.json"));
    }

    private static ExportProblem missing(String file) {
        return new ExportProblem("There is no " + file + ": give a directory to which pagewalk grade wrote, and let it end there.");
    }
}
