package dev.pagewalk.grader.engine.feedback;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import java.util.List;
import java.util.Optional;

/**
 * A check that has something to say, with all that can be shown of it.
 *
 * @param check what it says, cut to what there is room for
 * @param anchor where it stands on the page
 * @param show how it came to that, if there is room
 * @param costs what was counted
 * @param hints the ladder: for the rule that it names, and for its task
 */
public record Finding(CheckResult check, String anchor, Optional<Show> show, List<Bar> costs, List<Hints.Hint> hints) {

    /** Whether it is a race, to be played. */
    public boolean isRace() {
        return show.filter(story -> !story.lanes().isEmpty()).isPresent();
    }

    /** Whether the story of one CPU can be drawn before and after. */
    public boolean isStory() {
        return show.filter(story -> story.lanes().isEmpty() && story.isMoving()).isPresent();
    }

    /** The sign before the verdict, for those who see no colour. */
    public static String sign(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "✓";
            case SKIPPED, NOT_STARTED -> "–";
            default -> "✗";
        };
    }
}
