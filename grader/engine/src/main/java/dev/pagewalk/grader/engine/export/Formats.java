package dev.pagewalk.grader.engine.export;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** All formats. */
public enum Formats {
    TEXT("result.txt", PlainText::of),
    GRADESCOPE("results.json", GradescopeResults::of),
    GITHUB("annotations.txt", GithubAnnotations::of),
    GITHUB_SUMMARY("summary.md", GithubSummary::of),
    GITHUB_OUTPUT("output.txt", GithubOutput::of),
    GITHUB_CLASSROOM("classroom.txt", ClassroomReport::of),
    GITHUB_CHECK("check.json", GithubCheck::of),
    GITHUB_NOTICES("notices.txt", ClassroomReport::notices);

    private final String file;
    private final boolean ofOne;
    private final Format format;

    Formats(String file, Format.OfOne format) {
        this.file = file;
        this.ofOne = true;
        this.format = papers -> format.of(papers.get(0));
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
        return ofOne;
    }

    /** The file of a submission. */
    public byte[] of(Paper paper) throws ExportProblem {
        return format.of(List.of(paper));
    }

    /** The file of a class. */
    public byte[] of(List<Paper> papers) throws ExportProblem {
        return format.of(papers);
    }
}
