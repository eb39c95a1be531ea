package dev.pagewalk.grader.engine.classpage;

import dev.pagewalk.grader.api.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Submissions that somebody must look at, all of one verdict.
 *
 * @param why what the verdict means for whoever reads the page
 */
public record Attention(Verdict verdict, String why, List<Entry> entries) {
    private static final int SHOWN = 12;
    private static final Map<Verdict, String> MEANING = meaning();

    private static Map<Verdict, String> meaning() {
        Map<Verdict, String> meaning = new LinkedHashMap<>();
        meaning.put(Verdict.INFRA, "The grader could not grade these, through no fault of theirs: run the same command again.");
        meaning.put(Verdict.TAMPER, "Results arrived that the grader did not write: read the source before you talk to anybody.");
        meaning.put(Verdict.TIMEOUT, "Something in these did not end in time: an endless loop, or a wait for nobody.");
        meaning.put(Verdict.CRASH, "The process ended before its checks did.");
        meaning.put(Verdict.OOM, "These used more memory than they may.");
        meaning.put(Verdict.POLICY, "These use what a submission may not use: the feedback names it.");
        meaning.put(Verdict.COMPILE_ERROR, "These do not compile, or cannot be read: was the right file handed in?");
        return meaning;
    }

    /** The verdicts that occur, the gravest first. */
    static List<Attention> of(List<Entry> entries) {
        List<Attention> all = new ArrayList<>();
        MEANING.forEach((verdict, why) -> {
            List<Entry> some = entries.stream().filter(entry -> entry.verdict().equals(verdict.name())).toList();
            if (!some.isEmpty()) {
                all.add(new Attention(verdict, why, some));
            }
        });
        return all;
    }

    /** The first of them. */
    public List<Entry> shown() {
        return entries.stream().limit(SHOWN).toList();
    }

    /** How many more there are. */
    public int more() {
        return Math.max(0, entries.size() - SHOWN);
    }
}
