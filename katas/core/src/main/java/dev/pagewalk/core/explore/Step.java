package dev.pagewalk.core.explore;

import java.util.Locale;

/**
 * One step of an execution, as told in a report.
 *
 * @param number from 0
 * @param cpu whose step it is; a {@link Kind#FLUSH} is a step of the CPU's store buffer
 * @param kind what it does
 * @param how the details: {@code ADD}, {@code EQUALS 1}, {@code release}; may be empty
 * @param place what people call the cell, empty for a fence
 * @param old what the step found
 * @param now what it left, the same as {@code old} if it only read
 * @param wrote whether it wrote
 * @param source {@code File.java:12}, the line of the CPU's program; empty if there is none
 */
public record Step(
        int number, int cpu, Kind kind, String how, String place, long old, long now, boolean wrote, String source) {

    /** What it does, in words: {@code load acquire}, {@code update ADD}. */
    public String does() {
        String verb = kind.name().toLowerCase(Locale.ROOT);
        return how.isEmpty() ? verb : verb + " " + how;
    }

    /** What it did to the cell: {@code 2 → 1}, or {@code = 2} for a read; empty for a fence. */
    public String values() {
        if (place.isEmpty()) {
            return "";
        }
        return wrote ? number(old) + " → " + number(now) : "= " + number(old);
    }

    /** A cell's value as people read it: small ones in decimal, words in hexadecimal. */
    static String number(long value) {
        return value > -1000 && value < 1000 ? Long.toString(value) : "0x" + Long.toHexString(value);
    }
}
