package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.engine.export.Findings.Finding;
import dev.pagewalk.grader.engine.export.Room.Rest;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** GitHub Actions: what is appended to {@code $GITHUB_STEP_SUMMARY}, in GitHub's Markdown; a step has 1 MiB of it. */
final class GithubSummary {
    private static final int MAX_BYTES = 1 << 20;
    private static final int SHOWN = 20;

    private GithubSummary() {}

    static byte[] of(Paper paper) throws ExportProblem {
        return within(paper, MAX_BYTES);
    }

    /** A summary of at most so many bytes. */
    static byte[] within(Paper paper, int bytes) throws ExportProblem {
        return Room.fit(bytes, room -> markdown(paper, room).getBytes(StandardCharsets.UTF_8));
    }

    private static String markdown(Paper paper, Room room) {
        List<String> blocks = new ArrayList<>();
        blocks.add("## " + Markdown.line(paper.total()));
        paper.explanation().forEach(sentence -> blocks.add(Markdown.line(sentence)));
        List<Finding> findings = Findings.of(paper, room);
        for (int i = 0; i < Math.min(SHOWN, findings.size()); i++) {
            Finding finding = findings.get(i);
            blocks.add((i == 0 ? "### First thing to fix: " : "### ") + Markdown.line(finding.title()));
            blocks.add(Markdown.block(finding.text()));
        }
        if (findings.size() > SHOWN) {
            blocks.add((findings.size() - SHOWN) + " more to mend: see the table.");
        }
        paper.katas().stream().filter(kata -> !kata.checks().isEmpty()).forEach(kata -> blocks.add(table(kata, room)));
        return String.join("\n\n", blocks) + "\n";
    }

    private static String table(KataResult kata, Room room) {
        List<String> lines = new ArrayList<>();
        lines.add("### " + Markdown.line(kata.id() + " " + kata.title() + ": " + kata.score() + " of " + kata.max() + ", " + kata.verdict()));
        lines.add("");
        lines.add("| task | check | verdict | points |");
        lines.add("|---|---|---|---:|");
        room.told(kata).forEach(check -> lines.add(row(check)));
        Rest rest = room.rest(kata);
        if (rest.isThere()) {
            lines.add("| | " + Rest.NAME + " | | " + rest.score() + " of " + rest.max() + " |");
        }
        return String.join("\n", lines);
    }

    private static String row(CheckResult check) {
        return "| " + Markdown.line(check.task()) + " | " + Markdown.line(check.title()) + " | " + Markdown.line(check.verdict().name()) + " | "
                + check.score() + " of " + check.max() + " |";
    }
}
