package dev.pagewalk.checks.support;

import dev.pagewalk.core.debug.Film;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.debug.TableGraph;
import dev.pagewalk.core.debug.Violation;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.grader.api.CheckFailure;
import dev.pagewalk.grader.api.Counts;
import dev.pagewalk.grader.api.Evidence;
import dev.pagewalk.grader.api.Evidence.Cost;
import dev.pagewalk.grader.api.Retelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What has happened so far, a line a step, and the expectations along the way: one that is not met fails the check with
 * the history that led to it.
 */
public final class Story {
    private static final int SHOWN = 12;

    private final List<String> lines = new ArrayList<>();
    private Optional<Film> film = Optional.empty();

    /** Takes a picture of the machine with each line, if it is told for that and not for an explorer. */
    public void watch(Machine machine) {
        boolean shown = Retelling.isOn() && machine.platform().hook() == null;
        film = shown ? Optional.of(new Film(machine, SHOWN + 1)) : Optional.empty();
    }

    /** Something happened. */
    public void tell(String line) {
        lines.add(line);
        film.ifPresent(Film::take);
    }

    /** What is called {@code what} should be {@code expected}; compares values of the machine's or the JDK's own types. */
    public void expect(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw fail(what + " " + expected, what + " " + actual);
        }
    }

    /** The same of the word of an entry, told as people read it: in hexadecimal. */
    public void expectWord(String what, long expected, long actual) {
        expect(what, hex(expected), hex(actual));
    }

    private static String hex(long word) {
        return "0x" + Long.toHexString(word);
    }

    /** Nothing in the machine is broken. */
    public void expectSound(MmInvariants invariants) {
        expectNone(invariants.violations());
    }

    /** Nothing was found broken. */
    public void expectNone(List<Violation> violations) {
        if (!violations.isEmpty()) {
            Violation first = violations.get(0);
            throw broken(first.rule(), first.expected(), first.actual());
        }
    }

    /** The failure of this check, with its history. */
    public CheckFailure fail(String expected, String actual) {
        return broken("", expected, actual);
    }

    /** Something costs no more than it may: so many times {@code what}. */
    public void expectAtMost(String what, long allowed, long counted) {
        expectAtMost("at most " + allowed + " " + what, counted + " " + what, what, allowed, counted);
    }

    /** The same in words of one's own. */
    public void expectAtMost(String expected, String actual, String what, long allowed, long counted) {
        Counts.note(counted);
        if (counted > allowed) {
            Evidence costs = new Evidence(List.of(), List.of(), List.of(new Cost(what, counted, allowed, Cost.UNKNOWN)));
            throw new CheckFailure("", expected, actual, history(), "", costs);
        }
    }

    /** The failure of this check by a rule of the machine, with its history. */
    public CheckFailure broken(String rule, String expected, String actual) {
        return new CheckFailure(rule, expected, actual, history(), "", evidence());
    }

    private Evidence evidence() {
        if (film.isEmpty() || lines.isEmpty()) {
            return Evidence.NONE;
        }
        film.get().take();
        List<TableGraph> moments = film.get().moments();
        int first = lines.size() + 1 - moments.size();
        return Drawn.story(lines.subList(Math.max(0, first), lines.size()), moments);
    }

    /** What has happened so far, a line a step; of many, the last. */
    public String history() {
        int skipped = Math.max(0, lines.size() - SHOWN);
        String shown = String.join("\n", lines.subList(skipped, lines.size()));
        return skipped == 0 ? shown : "(" + skipped + " steps before)\n" + shown;
    }
}
