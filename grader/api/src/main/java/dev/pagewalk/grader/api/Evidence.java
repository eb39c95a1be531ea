package dev.pagewalk.grader.api;

import java.util.List;

/**
 * What a check that failed can show besides its texts: the moments that led there, each as a picture of the machine, and
 * what was counted. All of it is text and numbers that the check took from the machine, so whoever draws it needs no model
 * of a machine.
 *
 * @param lanes the CPUs, by number; none if the moments are those of a story told by one CPU
 * @param moments in order; the first one is before anything happened, as far back as is told
 * @param costs what was counted against what it may cost
 */
public record Evidence(List<String> lanes, List<Moment> moments, List<Cost> costs) {
    /** Nothing to show. */
    public static final Evidence NONE = new Evidence(List.of(), List.of(), List.of());

    public Evidence {
        lanes = List.copyOf(lanes);
        moments = List.copyOf(moments);
        costs = List.copyOf(costs);
    }

    /**
     * Something happened, and how the machine differs from the moment before.
     *
     * @param step its number in the text of the story, where not all of them are shown; {@link #NO_STEP} if it has none
     * @param lane whose CPU it was, from 0; -1 = nobody's
     * @param does what it did, in words
     * @param place what it did it to; may be empty
     * @param value what it found and left there; may be empty
     * @param source {@code File.java:12}; may be empty
     * @param set the things that are new or differ, whole
     * @param gone names of things that are there no more
     */
    public record Moment(
            int step, int lane, String does, String place, String value, String source, List<Thing> set, List<String> gone) {
        /** The number of what is no step. */
        public static final int NO_STEP = -1;
    }

    /**
     * A thing in a picture of the machine.
     *
     * @param sort what it is; things of a sort stand in one column
     * @param name no other thing has it
     * @param facts what is true of it, in order of importance
     * @param links names of things that it names
     */
    public record Thing(String sort, String name, List<Fact> facts, List<String> links) {}

    /** For example {@code refcount} is {@code 2}. */
    public record Fact(String label, String value) {}

    /**
     * Something that was counted.
     *
     * @param what for example {@code ENTRY_READ}
     * @param counted how often it came
     * @param allowed how often it may come
     * @param reference how often it comes with the reference; {@link #UNKNOWN} if nobody has counted that
     */
    public record Cost(String what, long counted, long allowed, long reference) {
        /** Nobody has counted it. */
        public static final long UNKNOWN = -1;

        /** The same, with what the reference costs. */
        public Cost withReference(long count) {
            return new Cost(what, counted, allowed, count);
        }
    }

    /** The same, with what the reference costs. */
    public Evidence withReference(long count) {
        return new Evidence(lanes, moments, costs.stream().map(cost -> cost.withReference(count)).toList());
    }

    /** Whether there is nothing to show. */
    public boolean holdsNothing() {
        return moments.isEmpty() && costs.isEmpty();
    }
}
