package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.export.Findings.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * GitHub Actions: workflow commands for standard output, which become annotations at the lines of the source. A step may make
 * ten errors and ten warnings, so the ten findings that cost most are shown, and a notice tells of the others.
 */
final class GithubAnnotations {
    private static final int MAX = 10;

    private GithubAnnotations() {}

    static byte[] of(Paper paper) {
        List<Finding> findings = Findings.of(paper, Room.AMPLE);
        List<String> commands = new ArrayList<>();
        findings.stream().limit(MAX).forEach(finding -> commands.add(command(finding)));
        if (paper.verdict() == Verdict.INFRA) {
            commands.add(Command.of("error", "Pagewalk", Preface.UNGRADED));
        } else {
            commands.add(Command.of("notice", "Pagewalk", paper.total() + more(findings.size() - MAX)));
        }
        return (String.join("\n", commands) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String more(int more) {
        return more > 0 ? ". And " + more + " more to mend: see the summary." : "";
    }

    private static String command(Finding finding) {
        String level = finding.isStyle() ? "warning" : "error";
        return Command.at(level, finding.path(), finding.line(), finding.title(), finding.text());
    }

    /** A workflow command: the one place where GitHub's escapes are. */
    static final class Command {

        private Command() {}

        static String of(String level, String title, String message) {
            return "::" + level + " title=" + property(Inert.line(title)) + "::" + data(message);
        }

        /** @param line 0 if nobody knows it */
        static String at(String level, String path, int line, String title, String message) {
            if (path.isEmpty()) {
                return of(level, title, message);
            }
            String at = line > 0 ? ",line=" + line + ",endLine=" + line : "";
            return "::" + level + " file=" + property(path) + at + ",title=" + property(Inert.line(title)) + "::" + data(message);
        }

        private static String data(String text) {
            return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
        }

        private static String property(String text) {
            return data(text).replace(":", "%3A").replace(",", "%2C");
        }
    }
}
