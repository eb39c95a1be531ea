package dev.pagewalk.core.debug;

import java.util.TreeSet;

/** Frames, told as runs: {@code 0x400–0x4ff 0x502}. */
final class Runs {
    private static final int MOST = 3;

    private final TreeSet<Long> frames = new TreeSet<>();

    void add(long pfn) {
        frames.add(pfn);
    }

    int size() {
        return frames.size();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int runs = 0;
        for (Long first = frames.isEmpty() ? null : frames.first(); first != null && runs <= MOST; runs++) {
            long last = first;
            while (frames.contains(last + 1)) {
                last++;
            }
            text.append(runs == 0 ? "" : " ").append(runs == MOST ? "…" : run(first, last));
            first = frames.higher(last);
        }
        return text.toString();
    }

    private static String run(long first, long last) {
        return "0x" + Long.toHexString(first) + (first == last ? "" : "–0x" + Long.toHexString(last));
    }
}
