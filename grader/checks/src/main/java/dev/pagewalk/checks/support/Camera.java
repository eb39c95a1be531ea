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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plays a failing schedule once more, and takes a picture of the machine after each step. */
final class Camera {
    /** Of longer stories the end is shown. */
    private static final int MOST_STEPS = 300;

    private final List<Film> films = new ArrayList<>();

    private Camera() {}

    /** What it saw; nothing where the world is no machine, or the schedule does not lead to the same failure again. */
    static <W> Evidence film(Explorer explorer, Scenario<W> scenario, Failure failure) {
        Camera camera = new Camera();
        try {
            Outcome again = explorer.replay(scenario.watchedBy(camera::look), failure.schedule());
            return camera.evidence(again.failure());
        } catch (IllegalArgumentException e) { // it is not the same story each time, which the failure says
            return Evidence.NONE;
        }
    }

    /** A new machine is a new take. */
    private void look(Object world) {
        if (world instanceof Staged staged) {
            if (films.isEmpty()) {
                films.add(new Film(staged.machine(), MOST_STEPS + 1));
            }
            films.get(0).take();
        }
    }

    private Evidence evidence(Optional<Failure> again) {
        if (films.isEmpty() || again.isEmpty()) {
            return Evidence.NONE;
        }
        Failure failure = again.get();
        List<TableGraph> moments = films.get(0).moments();
        int skipped = failure.steps().size() + 1 - moments.size();
        if (skipped < 0) {
            return Evidence.NONE;
        }
        Drawn drawn = new Drawn();
        drawn.add(-1, skipped == 0 ? "at first" : "after " + skipped + " steps", "", "", "", moments.get(0));
        for (int at = 1; at < moments.size(); at++) {
            Step step = failure.steps().get(skipped + at - 1);
            drawn.add(step.cpu(), step.does(), step.place(), step.values(), step.source(), moments.get(at));
        }
        return drawn.evidence(failure.titles());
    }
}
