package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.export.Room.Rest;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * JUnit's XML as Surefire writes it, for Jenkins, GitLab and Artemis: a suite per submission, a class per kata, a case per
 * check. What ran and was wrong is a failure, what did not come to an end an error, what did not run skipped.
 */
final class JunitXml {
    private final Paper paper;
    private final List<Case> cases = new ArrayList<>();

    private JunitXml(Paper paper) {
        this.paper = paper;
    }

    /** What became of a case; the name is that of its element. */
    private enum State { PASSED, FAILURE, ERROR, SKIPPED }

    /** @param type the verdict */
    private record Case(String kata, String name, State state, String type, String message, String text) {

        String xml() {
            String head = "  <testcase" + Xml.attribute("name", Inert.line(name)) + Xml.attribute("classname", "pagewalk." + Inert.line(kata))
                    + Xml.attribute("time", "0");
            return state == State.PASSED ? head + "/>" : head + ">" + child() + "</testcase>";
        }

        private String child() {
            String element = state.name().toLowerCase(Locale.ROOT);
            String type = state == State.SKIPPED ? "" : Xml.attribute("type", this.type);
            return "<" + element + Xml.attribute("message", Inert.line(message)) + type + ">" + Xml.escape(text) + "</" + element + ">";
        }
    }

    static byte[] of(Paper paper) {
        JunitXml suite = new JunitXml(paper);
        paper.katas().forEach(suite::add);
        if (paper.verdict() == Verdict.INFRA) {
            suite.add("grader", "it can be graded", Verdict.INFRA, paper.result().message(), "");
        }
        return suite.xml().getBytes(StandardCharsets.UTF_8);
    }

    private void add(KataResult kata) {
        if (kata.verdict() == Verdict.COMPILE_ERROR || kata.verdict() == Verdict.POLICY) {
            add(kata.id(), "it can run", kata.verdict(), kata.message(), Inert.text(String.join("\n", kata.diagnostics()), Room.AMPLE.chars()));
        }
        kata.checks().forEach(check -> add(kata.id(), CheckText.title(check), check.verdict(), message(check), CheckText.of(check, Room.AMPLE)));
        Rest rest = Room.AMPLE.rest(kata);
        if (rest.isThere()) {
            add(kata.id(), Rest.NAME, rest.isPassed() ? Verdict.PASS : Verdict.FAIL, rest.score() + " of " + rest.max() + " points", "");
        }
    }

    private static String message(CheckResult check) {
        return state(check.verdict()) == State.SKIPPED ? check.actual() : check.rule();
    }

    private void add(String kata, String name, Verdict verdict, String message, String text) {
        cases.add(new Case(kata, name, state(verdict), verdict.name(), message, text));
    }

    private static State state(Verdict verdict) {
        return switch (verdict) {
            case PASS -> State.PASSED;
            case FAIL -> State.FAILURE;
            case NOT_STARTED, SKIPPED -> State.SKIPPED;
            case COMPILE_ERROR, POLICY, TIMEOUT, OOM, CRASH, TAMPER, INFRA -> State.ERROR;
        };
    }

    private String xml() {
        List<String> lines = new ArrayList<>();
        lines.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        lines.add("<testsuite" + Xml.attribute("name", "pagewalk." + Inert.line(paper.student())) + Xml.attribute("time", "0")
                + Xml.attribute("tests", cases.size()) + count("errors", State.ERROR) + count("skipped", State.SKIPPED)
                + count("failures", State.FAILURE) + ">");
        lines.add("  <properties>");
        properties().forEach((name, value) -> lines.add("    <property" + Xml.attribute("name", name) + Xml.attribute("value", value) + "/>"));
        lines.add("  </properties>");
        cases.forEach(each -> lines.add(each.xml()));
        lines.add("</testsuite>");
        return String.join("\n", lines) + "\n";
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("points", paper.pointsText());
        properties.put("max", Numbers.text(paper.max()));
        properties.put("verdict", paper.verdict().name());
        return properties;
    }

    private String count(String name, State state) {
        return Xml.attribute(name, cases.stream().filter(each -> each.state() == state).count());
    }
}
