package dev.pagewalk.core.history;

import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a failing history short by leaving parts out, as long as the same rule breaks. It counts what it spends, in operations
 * that were played, so that the same history becomes the same short one on every machine.
 */
final class Shrinking {
    private final Function<History, Optional<Finding>> play;
    private History shortest;
    private Finding finding;
    private int budget;

    /**
     * @param play plays a history
     * @param failing a history that fails
     * @param finding how it fails
     * @param budget how many operations may be played
     */
    Shrinking(Function<History, Optional<Finding>> play, History failing, Finding finding, int budget) {
        this.play = play;
        this.shortest = failing;
        this.finding = finding;
        this.budget = budget;
    }

    /** The finding of the shortest history that was found within the budget. */
    Finding shrink() {
        keepIfItFails(shortest.first(finding.lines().size()));
        for (int size = Math.max(1, shortest.size() / 2); size >= 1; size /= 2) {
            leaveOut(size);
        }
        return finding;
    }

    private void leaveOut(int size) {
        for (int at = shortest.size() - size; at >= 0; at -= size) {
            keepIfItFails(shortest.without(at, size));
        }
    }

    private void keepIfItFails(History part) {
        budget -= part.size();
        Optional<Finding> again = budget < 0 || part.size() == shortest.size() ? Optional.empty() : play.apply(part);
        if (again.isPresent() && again.get().isLike(finding)) {
            shortest = part;
            finding = again.get();
        }
    }
}
