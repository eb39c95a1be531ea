package dev.pagewalk.core.explore.corpus;

import java.util.List;
import java.util.stream.Stream;

/** Small concurrent programs, each in right and in wrong versions. */
public final class Corpus {
    /** All of them, by family. */
    public static final List<Sample> ALL = Stream.of(
                    Peterson.samples(),
                    Dekker.samples(),
                    Bakery.samples(),
                    SpinLocks.samples(),
                    BoundedBuffer.samples(),
                    TreiberStack.samples(),
                    Publication.samples(),
                    SequenceLock.samples(),
                    Philosophers.samples(),
                    RefCounts.samples(),
                    WakeUps.samples())
            .flatMap(List::stream)
            .toList();

    private Corpus() {}
}
