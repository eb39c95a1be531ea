package dev.pagewalk.grader.engine.feedback;

import dev.pagewalk.grader.api.Evidence;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.api.Visibility;
import dev.pagewalk.grader.engine.report.Page;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import dev.pagewalk.grader.engine.score.Sight;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A result as its student may see it: {@code feedback.html}. */
public final class Feedback {
    /** A page that is larger shows less. */
    static final int MOST_BYTES = 480_000;

    private static final Set<Verdict> NOTHING_TO_FIX = EnumSet.of(Verdict.PASS, Verdict.SKIPPED, Verdict.NOT_STARTED);

    private final Result result;
    private final Attachments attachments;
    private final Room room;
    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private final Remarks remarks = new Remarks();
    private final List<Handouts.Section> sections;

    private Feedback(Result result, Attachments attachments, Room room) {
        this.result = result;
        this.attachments = attachments;
        this.room = room;
        result.katas().forEach(kata -> {
            kata.diagnostics().forEach(remarks::add);
            kata.checks().stream().filter(Feedback::isToFix).forEach(check -> find(kata, check));
        });
        sections = findings.values().stream()
                .map(finding -> finding.check().read())
                .distinct()
                .flatMap(read -> Handouts.cited(read).stream())
                .limit(room.sections)
                .toList();
    }

    /**
     * The page, of at most half a megabyte.
     *
     * @param seen what {@link Sight#of(Result)} lets through
     * @param mark how the mark came about, a sentence each
     */
    public static byte[] page(Result seen, Attachments attachments, List<String> mark) {
        Page page = Page.titled("Feedback for " + seen.submission().id()).styled("feedback.css").scripted("feedback.js");
        byte[] html = new byte[0];
        for (Room room : Room.values()) {
            html = Page.render("feedback.jte", Map.of("page", page, "feedback", new Feedback(seen, attachments, room), "mark", mark));
            if (html.length <= MOST_BYTES) {
                return html;
            }
        }
        return html;
    }

    private void find(KataResult kata, CheckResult check) {
        Evidence evidence = check.visibility() == Visibility.VISIBLE ? attachments.trace().of(check.id()) : Evidence.NONE;
        remarks.add(check, evidence, attachments.fileOf(kata.id()));
        long shows = findings.values().stream().filter(finding -> finding.show().isPresent()).count();
        boolean shown = shows < room.shows && evidence.moments().size() > 1;
        String anchor = "finding-" + (findings.size() + 1);
        findings.put(check.id(), new Finding(
                cut(check),
                anchor,
                shown ? Optional.of(new Show("show-" + (findings.size() + 1), evidence)) : Optional.empty(),
                Bar.of(evidence.costs()),
                Hints.of(kata.id(), check.task(), check.invariant())));
    }

    private CheckResult cut(CheckResult check) {
        return new CheckResult(
                check.id(), check.task(), check.kind(), check.visibility(), check.verdict(), check.score(), check.max(), check.rule(),
                check.invariant(), room.cut(check.expected()), room.cut(check.actual()), room.cut(check.history()), check.replay(), check.read());
    }

    /** The result, as far as its student may see it. */
    public Result result() {
        return result;
    }

    /** Points by kata and kind. */
    public Scores scores() {
        return Scores.of(result);
    }

    /** Points reached and there, of the katas that were handed in. */
    public int[] handedIn() {
        List<KataResult> there = result.katas().stream().filter(kata -> !isAbsent(kata)).toList();
        return new int[] {there.stream().mapToInt(KataResult::score).sum(), there.stream().mapToInt(KataResult::max).sum()};
    }

    /** Whether some katas were handed in, and others not. */
    public boolean isPart() {
        return !absent().isEmpty() && absent().size() < result.katas().size();
    }

    /** Whether nothing of this kata was handed in. */
    public static boolean isAbsent(KataResult kata) {
        return kata.verdict() == Verdict.NOT_STARTED && !kata.message().isEmpty();
    }

    /** The katas of which nothing was handed in. */
    public List<KataResult> absent() {
        return result.katas().stream().filter(Feedback::isAbsent).toList();
    }

    /** Points of a kata's checks that are not shown: reached and there. */
    public int[] unseen(KataResult kata) {
        return Sight.unseen(kata);
    }

    /** The check to look at first, where everything runs. */
    public Optional<Finding> first() {
        return firstRefused().isPresent() ? Optional.empty() : findings.values().stream().findFirst();
    }

    /** The kata that could not run at all, where that is the first thing to mend. */
    public Optional<KataResult> firstRefused() {
        return result.katas().stream()
                .filter(kata -> isRefused(kata) || kata.checks().stream().anyMatch(Feedback::isToFix))
                .findFirst()
                .filter(Feedback::isRefused);
    }

    /** Whether it does not compile, or may not run: then none of its checks did. */
    public static boolean isRefused(KataResult kata) {
        return kata.verdict() == Verdict.COMPILE_ERROR || kata.verdict() == Verdict.POLICY;
    }

    /** What there is to say of a check. */
    public Optional<Finding> finding(CheckResult check) {
        return Optional.ofNullable(findings.get(check.id()));
    }

    /** Whether this check has something to say. */
    public static boolean isToFix(CheckResult check) {
        return !NOTHING_TO_FIX.contains(check.verdict());
    }

    /** Those to be shown in full, besides the first. */
    public List<Finding> further(KataResult kata) {
        return kata.checks().stream()
                .flatMap(check -> finding(check).stream())
                .filter(finding -> first().filter(finding::equals).isEmpty())
                .toList();
    }

    /** What the findings say should be read, each section once. */
    public List<Handouts.Section> sections() {
        return sections;
    }

    /** Where a section stands on this page, if there is room for it. */
    public Optional<String> anchorOf(String read) {
        return sections.stream().filter(section -> section.name().equals(read)).map(Handouts.Section::anchor).findFirst();
    }

    /** The page of the student's bundle with a section that stands on this page. */
    public String pageOf(String read) {
        return sections.stream().filter(section -> section.name().equals(read)).map(Handouts.Section::page).findFirst().orElse("");
    }

    /** A text, as far as there is room. */
    public String cut(String text) {
        return room.cut(text);
    }

    /** The submission's files with what is said of their lines. */
    public List<Listing> listings() {
        List<Listing> listings = new ArrayList<>();
        int left = room.source;
        for (Map.Entry<String, String> source : attachments.sources().entrySet()) {
            Coverage coverage = attachments.coverage().getOrDefault(source.getKey(), Coverage.UNKNOWN);
            Listing listing = Listing.of(source.getKey(), source.getValue(), coverage, remarks, left);
            left -= listing.lines().stream().mapToInt(line -> line.text().length() + 40).sum();
            listings.add(listing);
        }
        return listings;
    }
}
