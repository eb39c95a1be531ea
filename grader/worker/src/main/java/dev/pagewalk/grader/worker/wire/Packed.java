package dev.pagewalk.grader.worker.wire;

import dev.pagewalk.grader.api.Evidence;
import dev.pagewalk.grader.api.Evidence.Cost;
import dev.pagewalk.grader.api.Evidence.Fact;
import dev.pagewalk.grader.api.Evidence.Moment;
import dev.pagewalk.grader.api.Evidence.Thing;

/** Evidence in the body of a frame. */
final class Packed {
    private Packed() {}

    static void evidence(Packer out, Evidence evidence) {
        out.list(evidence.lanes(), Packer::text).list(evidence.moments(), Packed::moment).list(evidence.costs(), Packed::cost);
    }

    static Evidence evidence(Unpacker in) {
        return new Evidence(in.list(Unpacker::text), in.list(Packed::moment), in.list(Packed::cost));
    }

    private static void moment(Packer out, Moment moment) {
        out.number(moment.step()).number(moment.lane()).text(moment.does()).text(moment.place()).text(moment.value()).text(moment.source());
        out.list(moment.set(), Packed::thing).list(moment.gone(), Packer::text);
    }

    private static Moment moment(Unpacker in) {
        return new Moment(Math.toIntExact(in.number()), Math.toIntExact(in.number()), in.text(), in.text(), in.text(), in.text(), in.list(Packed::thing), in.list(Unpacker::text));
    }

    private static void thing(Packer out, Thing thing) {
        out.text(thing.sort()).text(thing.name()).list(thing.facts(), Packed::fact).list(thing.links(), Packer::text);
    }

    private static Thing thing(Unpacker in) {
        return new Thing(in.text(), in.text(), in.list(Packed::fact), in.list(Unpacker::text));
    }

    private static void fact(Packer out, Fact fact) {
        out.text(fact.label()).text(fact.value());
    }

    private static Fact fact(Unpacker in) {
        return new Fact(in.text(), in.text());
    }

    private static void cost(Packer out, Cost cost) {
        out.text(cost.what()).number(cost.counted()).number(cost.allowed()).number(cost.reference());
    }

    private static Cost cost(Unpacker in) {
        return new Cost(in.text(), in.number(), in.number(), in.number());
    }
}
