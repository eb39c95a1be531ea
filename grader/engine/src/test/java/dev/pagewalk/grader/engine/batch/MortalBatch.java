package dev.pagewalk.grader.engine.batch;

import dev.pagewalk.grader.engine.report.DiskStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A process that grades a class until it says that it wants to be killed. */
public final class MortalBatch {
    static final String NOW = "now";

    private MortalBatch() {}

    /** Class, results, number of the change to the disk, moment. */
    public static void main(String[] args) throws Exception {
        Path out = Path.of(args[1]);
        DiskStore disk = new DiskStore(out);
        MortalStore store = new MortalStore(
                disk, out, Integer.parseInt(args[2]), MortalStore.Moment.valueOf(args[3]), MortalBatch::waitForDeath);
        try (Occupied occupied = Occupied.take(out).orElseThrow()) {
            disk.sweep();
            new Classroom(Path.of(args[0])).grade(store);
        }
    }

    private static void waitForDeath() {
        System.out.println(NOW);
        try {
            System.in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
