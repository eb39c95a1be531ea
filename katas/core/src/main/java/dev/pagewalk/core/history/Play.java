package dev.pagewalk.core.history;

import dev.pagewalk.core.debug.Film;
import dev.pagewalk.core.mm.FaultInjection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One history, played once: each operation is done to both sides of a world, which then are compared. */
final class Play {
    /** How many pictures are kept. */
    private static final int MOMENTS = 15;

    private final World world;
    private final Agreement agreement;
    private final Steps steps;
    private final FaultInjection failures;
    private final int failing;
    private final int order;
    private final List<String> lines = new ArrayList<>();
    private Optional<Film> film = Optional.empty();
    private boolean tellsResidents;
    private boolean failed;
    private int orders = 1;

    /**
     * @param failing which allocation fails, 0 = none
     * @param order of exits
     */
    Play(World world, int failing, int order) {
        this.world = world;
        this.agreement = new Agreement(world);
        this.steps = new Steps(world, agreement, failing > 0);
        this.failures = world.machine.platform().failures();
        this.failing = failing;
        this.order = order;
    }

    /** Each line will also tell how many pages of each address space are resident. */
    Play tellingResidents() {
        tellsResidents = true;
        return this;
    }

    /** A picture of the tables will be taken after each operation. */
    Play filmed() {
        film = Optional.of(new Film(world.machine, MOMENTS));
        film.get().take();
        return this;
    }

    /** Plays it all, then lets everybody exit. */
    Optional<Finding> toTheEnd(History history) {
        try {
            failures.failAt(failing);
            history.operations().forEach(this::step);
            failed = failing > 0 && !failures.isArmed();
            failures.failAt(0);
            end();
            return Optional.empty();
        } catch (RuntimeException thrown) {
            film.ifPresent(Film::take);
            return Optional.of(Finding.of(thrown, lines, film.map(Film::moments).orElse(List.of())));
        }
    }

    private void step(Operation op) {
        boolean armed = failures.isArmed();
        String line = steps.describe(op);
        lines.add(line);
        String outcome = steps.perform(op);
        boolean fails = armed && !failures.isArmed();
        lines.set(lines.size() - 1, line + outcome + (fails ? "   (an allocation failed)" : ""));
        agreement.verify();
        film.ifPresent(Film::take);
        if (tellsResidents) {
            lines.set(lines.size() - 1, lines.get(lines.size() - 1) + "   resident" + world.residents());
        }
    }

    private void end() {
        world.unpinAll();
        int left = world.mms.size();
        int rest = order;
        for (; left > 0; left--) {
            orders *= left;
            int who = rest % left;
            rest /= left;
            lines.add(world.mms.get(who) + " exit");
            world.exit(who);
            agreement.verify();
            film.ifPresent(Film::take);
        }
        lines.add("the page cache is dropped, grace periods end, the table cache is shrunk");
        world.file.close();
        world.machine.rcuBarrier();
        world.machine.shrink();
        agreement.verifyEnd();
    }

    List<String> lines() {
        return lines;
    }

    /** Whether it came to the allocation that was to fail. */
    boolean hasFailed() {
        return failed;
    }

    /** In how many orders those who were left could exit. */
    int orders() {
        return orders;
    }
}
