package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.api.Verdict;
import java.nio.charset.StandardCharsets;

/** GitHub Actions: what is appended to {@code $GITHUB_OUTPUT} for later steps. None of it is a text of the student's. */
final class GithubOutput {

    private GithubOutput() {}

    static byte[] of(Paper paper) {
        String lines = "score=" + paper.pointsText() + "\nmax=" + Numbers.text(paper.max()) + "\npassed="
                + (paper.verdict() == Verdict.PASS) + "\nverdict=" + paper.verdict() + "\n";
        return lines.getBytes(StandardCharsets.UTF_8);
    }
}
