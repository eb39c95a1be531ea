package dev.pagewalk.grader.engine.export;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** All formats. */
@SuppressWarnings("ImmutableEnumChecker") // its fields are pure functions
public enum Formats {
    TEXT("result.txt", PlainText::of),
    GRADESCOPE("results.json", GradescopeResults::of),
    PRAIRIELEARN("results.json", PrairieLearnResults::of),
    GITHUB("annotations.txt", GithubAnnotations::of),
    GITHUB_SUMMARY("summary.md", GithubSummary::of),
    GITHUB_OUTPUT("output.txt", GithubOutput::of),
    GITHUB_CLASSROOM("classroom.txt", ClassroomReport::of),
    GITHUB_CHECK("check.json", GithubCheck::of),
    GITHUB_NOTICES("notices.txt", ClassroomReport::notices),
    GITLAB("gl-code-quality-report.json", CodeQuality::of),
    JUNIT("junit.xml", JunitXml::of),
    SARIF("pagewalk.sarif", SarifLog::of),
    CSV("class.csv", Scope.CLASS, ClassCsv::of),
    MOODLE(MoodleSheet::fill, "moodle.csv"),
    CANVAS(CanvasSheet::fill, "canvas.csv");

    private final String file;
    private final Scope scope;
    private final Format format;
    private final Filler filler;

    /** What a file of a format is about. */
    private enum Scope { SUBMISSION, CLASS, GRADEBOOK }

    /** A format that fills an instructor's file. */
    @FunctionalInterface
    private interface Filler {
        Filled fill(List<Paper> papers, Filling filling) throws ExportProblem;
    }

    Formats(String file, Scope scope, Format format) {
        this.file = file;
        this.scope = scope;
        this.format = format;
        this.filler = (papers, filling) -> new Filled(format.of(papers), List.of());
    }

    Formats(String file, Format.OfOne format) {
        this(file, Scope.SUBMISSION, papers -> format.of(papers.get(0)));
    }

    Formats(Filler filler, String file) {
        this.file = file;
        this.scope = Scope.GRADEBOOK;
        this.filler = filler;
        this.format = papers -> {
            throw new ExportProblem("It fills a file that the gradebook gave you: name it with --into.");
        };
    }

    /** The format of this name, as in {@code github-summary}. */
    public static Optional<Formats> named(String name) {
        return Arrays.stream(values()).filter(each -> each.word().equals(name)).findFirst();
    }

    /** All names. */
    public static String words() {
        return Arrays.stream(values()).map(Formats::word).collect(Collectors.joining(", "));
    }

    /** Its name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a file of it is called. */
    public String file() {
        return file;
    }

    /** Whether each submission has a file of its own. */
    public boolean isOfOne() {
        return scope == Scope.SUBMISSION;
    }

    /** Whether it fills a file that the instructor has. */
    public boolean isFilling() {
        return scope == Scope.GRADEBOOK;
    }

    /** The file of a submission. */
    public byte[] of(Paper paper) throws ExportProblem {
        return format.of(List.of(paper));
    }

    /** The instructor's file, filled. */
    public Filled fill(List<Paper> papers, Filling filling) throws ExportProblem {
        return filler.fill(papers, filling);
    }

    /** The file of a class. */
    public byte[] of(List<Paper> papers) throws ExportProblem {
        return format.of(papers);
    }
}
