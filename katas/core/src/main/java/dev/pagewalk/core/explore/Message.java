package dev.pagewalk.core.explore;

/** A write to a place that CPUs may see sooner or later. */
final class Message {
    final long value;
    /** Who wrote it, as {@link Memory#nameNext} calls him; 0 for what was there at first. */
    final long writer;
    /** The step that wrote it, or -1. */
    final int step;
    /** What who reads it with acquire order knows afterwards. */
    final View view;
    /** Its position among the writes to its place. */
    int at;
    /** Whether an update read it: nothing may come between the two. */
    boolean taken;

    Message(long value, long writer, int step, View view) {
        this.value = value;
        this.writer = writer;
        this.step = step;
        this.view = view;
    }
}
