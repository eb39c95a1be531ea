package dev.pagewalk.grader.engine.run;

import dev.pagewalk.grader.worker.wire.Whereabouts;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a check was seen that did not end. Only what every look agreed on is told: a line that a loop merely passes would
 * be another one in the next run.
 */
final class Sightings {
    private final List<Whereabouts> seen = new ArrayList<>();

    /** A look that found nothing of the submission came too early, or between two of its calls: it says nothing. */
    void add(Whereabouts where) {
        if (!where.frames().isEmpty() || !where.waits().isEmpty()) {
            seen.add(where);
        }
    }

    /** One sentence, or empty if nobody looked. */
    String sentence() {
        List<String> waits = seen.isEmpty() ? List.of() : seen.get(seen.size() - 1).waits();
        if (!waits.isEmpty()) {
            return "It was waiting: " + String.join("; ", waits) + ".";
        }
        return seen.isEmpty() ? "" : place();
    }

    private String place() {
        List<String> first = seen.get(0).frames();
        String agreed = "";
        for (int depth = 0; depth < first.size(); depth++) {
            int at = depth;
            boolean sameLine = seen.stream().allMatch(each -> at < each.frames().size() && each.frames().get(at).equals(first.get(at)));
            boolean sameMethod = seen.stream().allMatch(each -> at < each.frames().size() && method(each, at).equals(method(seen.get(0), at)));
            if (!sameMethod) {
                break;
            }
            agreed = sameLine ? first.get(depth) : method(seen.get(0), depth);
            if (!sameLine) {
                break;
            }
        }
        return agreed.isEmpty() ? "" : "It was in " + agreed + " all the time.";
    }

    private static String method(Whereabouts where, int depth) {
        String frame = where.frames().get(depth);
        return frame.substring(0, frame.indexOf(' '));
    }
}
