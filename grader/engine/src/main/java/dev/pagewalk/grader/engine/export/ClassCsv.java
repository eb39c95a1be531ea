package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.engine.report.GradesCsv;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table of the class for a spreadsheet (RFC 4180): points that count, and what each kata is worth by its checks. */
final class ClassCsv {
    private static final List<String> COLUMNS = List.of("student", "name", "submission", "verdict", "points", "max");

    private ClassCsv() {}

    static byte[] of(List<Paper> papers) {
        List<String> katas = papers.stream().flatMap(paper -> paper.katas().stream()).map(KataResult::id).distinct().sorted().toList();
        List<String> lines = new ArrayList<>();
        lines.add(line(Stream.concat(COLUMNS.stream(), katas.stream().flatMap(kata -> Stream.of(kata, kata + " verdict"))).toList()));
        papers.forEach(paper -> lines.add(line(cells(paper, katas))));
        return (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> cells(Paper paper, List<String> katas) {
        List<String> cells = new ArrayList<>(List.of(
                paper.student(), paper.name(), paper.submission().orElse(""), paper.submission().isPresent() ? paper.verdict().name() : "",
                paper.pointsText(), Numbers.text(paper.max())));
        for (String id : katas) {
            cells.addAll(paper.katas().stream()
                    .filter(kata -> kata.id().equals(id))
                    .findFirst()
                    .map(kata -> List.of(String.valueOf(kata.score()), kata.verdict().name()))
                    .orElse(List.of("", "")));
        }
        return cells;
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> GradesCsv.cell(Inert.line(cell))).collect(Collectors.joining(","));
    }
}
