package dev.pagewalk.desk;

import dev.pagewalk.desk.bench.TestOutcome;
import dev.pagewalk.desk.bench.TestOutcome.Status;
import dev.pagewalk.desk.bench.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the screen shows while watching: the last verdict, what was asked for, how far the student is, and the keys. */
final class Pane {
    private static final String KEYS = "n next  h hint  l list  c check all  x reset  r run again  q quit";

    private final Desk desk;
    private Ink ink;
    private Kata kata;
    private Optional<Verdict> verdict = Optional.empty();
    private Optional<Kata> trying = Optional.empty();
    private List<String> said = List.of();
    private int shown;
    private boolean isHint;
    private boolean isList;

    Pane(Ink ink, Desk desk) {
        this.ink = ink;
        this.desk = desk;
        this.kata = desk.state().current();
    }

    Ink ink() {
        return ink;
    }

    void use(Ink other) {
        ink = other;
    }

    /**
     * A kata is being tried.
     *
     * @param shown whether it is the one to show: the verdict on another is over then
     */
    void trying(Kata now, boolean shown) {
        if (shown && !now.equals(kata)) {
            kata = now;
            verdict = Optional.empty();
        }
        trying = Optional.of(now);
    }

    /** It has been tried; the verdict is shown if it is about the kata that is shown. */
    void tried(Kata now, Verdict about) {
        trying = Optional.empty();
        if (now.equals(kata)) {
            boolean isElsewhere = verdict.filter(before -> before.task().equals(about.task())).isEmpty();
            said = isHint && isElsewhere ? List.of() : said;
            shown = 0;
            verdict = Optional.of(about);
        }
    }

    /** Another of the tests that fail is told in full: the next, and after the last the first. */
    void nextFailure() {
        shown = shown + 1 < failures().size() ? shown + 1 : 0;
        said = isHint ? List.of() : said;
    }

    /** The test that fails and is told in full, if one fails. */
    Optional<TestOutcome> failure() {
        return failures().stream().skip(shown).findFirst();
    }

    private List<TestOutcome> failures() {
        return verdict.map(Verdict::tests).orElse(List.of()).stream().filter(test -> test.status() == Status.FAILED).toList();
    }

    /** A hint, below the verdict: until the student is at another task. */
    void hint(List<String> lines) {
        say(lines);
        isHint = true;
    }

    /** Something that was asked for, below the verdict. */
    void say(List<String> lines) {
        said = List.copyOf(lines);
        isHint = false;
        isList = false;
    }

    /** All katas, below the verdict: as they are whenever it is drawn. */
    void list() {
        say(List.of());
        isList = true;
    }

    /** A sentence, below the verdict. */
    void say(String sentence) {
        say(sentence.isEmpty() ? List.of() : ink.fill(sentence, 0));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(new Heading(ink, desk).lines(kata));
        lines.add("");
        verdict.ifPresent(about -> lines.addAll(new Report(ink).lines(about, shown)));
        int failures = failures().size();
        if (trying.isPresent()) {
            lines.add(ink.dim("running kata " + trying.get().number() + " …"));
        } else if (verdict.filter(Verdict::isDone).isPresent()) {
            lines.add(ink.green("All visible tests pass.") + " The hidden checks look for more. n: next kata");
        } else if (failures > 1) {
            lines.add("Failure " + (shown + 1) + " of " + failures + " is told in full. f: the next one");
        }
        List<String> below = isList ? new Overview(ink, desk).lines() : said;
        if (!below.isEmpty()) {
            lines.add("");
            lines.addAll(below);
        }
        lines.add("");
        lines.add(new Overview(ink, desk).bar());
        lines.addAll(ink.wrap(KEYS, 0));
        return lines;
    }
}
