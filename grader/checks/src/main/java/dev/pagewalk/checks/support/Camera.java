package dev.pagewalk.checks.support;

import dev.pagewalk.core.debug.Film;
import dev.pagewalk.core.debug.TableGraph;
import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.Failure;
import dev.pagewalk.core.explore.Outcome;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.explore.Step;
import dev.pagewalk.core.scene.Staged;
import dev.pagewalk.grader.api.Evidence;
import dev.pagewalk.grader.api.Evidence.Moment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Plays a failing schedule once more, and takes a picture of the machine after each step that matters. */
final class Camera {
    /** Of longer stories those steps are shown that led to the failure. */
    private static final int MOST_STEPS = 300;

    private final List<Step> steps;
    private final Set<Integer> wanted;
    private final List<Film> films = new ArrayList<>();
    private int looks;

    private Camera(Failure failure) {
        List<Step> telling = failure.telling(MOST_STEPS);
        this.steps = failure.steps();
        this.wanted = telling.stream().map(Step::number).collect(Collectors.toSet());
    }

    /** What it saw; nothing where the world is no machine, or the schedule does not lead to the same failure again. */
    static <W> Evidence film(Explorer explorer, Scenario<W> scenario, Failure failure) {
        Camera camera = new Camera(failure);
        try {
            Outcome again = explorer.replay(scenario.watchedBy(camera::look), failure.schedule());
            boolean isSame = again.failure().filter(other -> other.steps().equals(failure.steps())).isPresent();
            return isSame ? camera.evidence(failure.titles()) : Evidence.NONE;
        } catch (IllegalArgumentException e) { // it is not the same story each time, which the failure says
            return Evidence.NONE;
        }
    }

    /** First before anything happened, then after each step, then perhaps after what must hold at the end was looked at. */
    private void look(Object world) {
        if (world instanceof Staged staged) {
            if (films.isEmpty()) {
                films.add(new Film(staged.machine(), MOST_STEPS + 2));
            }
            int step = looks++ - 1;
            if (step < 0 || step >= steps.size() || wanted.contains(step)) {
                films.get(0).take();
            }
        }
    }

    private Evidence evidence(List<String> lanes) {
        if (films.isEmpty()) {
            return Evidence.NONE;
        }
        Iterator<TableGraph> moments = films.get(0).moments().iterator();
        Drawn drawn = new Drawn();
        drawn.add(Moment.NO_STEP, -1, "at first", "", "", "", moments.next());
        steps.stream().filter(step -> wanted.contains(step.number())).forEach(step ->
                drawn.add(step.number(), step.cpu(), step.does(), step.place(), step.values(), step.source(), moments.next()));
        moments.forEachRemaining(end -> drawn.addIfDifferent("at the end, when grace periods are over", end));
        return drawn.evidence(lanes);
    }
}
