package dev.pagewalk.grader.engine.run;

import dev.pagewalk.grader.api.Evidence;
import dev.pagewalk.grader.api.Evidence.Cost;
import dev.pagewalk.grader.api.Evidence.Fact;
import dev.pagewalk.grader.api.Evidence.Moment;
import dev.pagewalk.grader.api.Evidence.Thing;
import dev.pagewalk.grader.engine.intake.Text;
import java.util.List;

/**
 * Evidence as it came from a worker, where a submission runs too: texts are made harmless, and what is larger than any check
 * makes it is not taken at all.
 */
final class Sifted {
    private static final int LANES = 10;
    private static final int MOMENTS = 400;
    private static final int THINGS = 120;
    private static final int THINGS_IN_ALL = 4_000;
    private static final int FACTS = 24;
    private static final int LINKS = 40;
    private static final int COSTS = 16;
    private static final int CHARS = 200;

    private Sifted() {}

    static Evidence of(Evidence said) {
        return fits(said)
                ? new Evidence(
                        lines(said.lanes()),
                        said.moments().stream().map(Sifted::of).toList(),
                        said.costs().stream().map(Sifted::of).toList())
                : Evidence.NONE;
    }

    private static boolean fits(Evidence said) {
        int things = said.moments().stream().mapToInt(moment -> moment.set().size()).sum();
        return said.lanes().size() <= LANES
                && said.moments().size() <= MOMENTS
                && said.costs().size() <= COSTS
                && things <= THINGS_IN_ALL
                && said.moments().stream().allMatch(moment -> fits(moment, said.lanes().size()));
    }

    private static boolean fits(Moment moment, int lanes) {
        return moment.step() >= Moment.NO_STEP
                && moment.lane() >= -1
                && moment.lane() < lanes
                && moment.set().size() <= THINGS
                && moment.gone().size() <= THINGS
                && moment.set().stream().allMatch(thing -> thing.facts().size() <= FACTS && thing.links().size() <= LINKS);
    }

    private static Moment of(Moment moment) {
        return new Moment(
                moment.step(),
                moment.lane(),
                line(moment.does()),
                line(moment.place()),
                line(moment.value()),
                line(moment.source()),
                moment.set().stream().map(Sifted::of).toList(),
                lines(moment.gone()));
    }

    private static Thing of(Thing thing) {
        List<Fact> facts = thing.facts().stream().map(fact -> new Fact(line(fact.label()), line(fact.value()))).toList();
        return new Thing(line(thing.sort()), line(thing.name()), facts, lines(thing.links()));
    }

    private static Cost of(Cost cost) {
        return new Cost(line(cost.what()), Math.max(0, cost.counted()), Math.max(0, cost.allowed()), Math.max(Cost.UNKNOWN, cost.reference()));
    }

    private static List<String> lines(List<String> texts) {
        return texts.stream().map(Sifted::line).toList();
    }

    private static String line(String text) {
        return Text.line(text, CHARS);
    }
}
