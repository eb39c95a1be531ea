package dev.pagewalk.grader.engine.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shards of a large class are put together in a small heap: as many submissions as {@code -Dpagewalk.scale} says, or 4,000, in
 * as many MiB as {@code -Dpagewalk.heap} says, or 64. All of their results at once would take several times as much.
 */
@Tag("slow")
class LargeClassTest {
    private static final int STUDENTS = Integer.getInteger("pagewalk.scale", 4_000);
    private static final int HEAP_MIB = Integer.getInteger("pagewalk.heap", 64);
    private static final int SHARDS = 20;

    @TempDir
    Path directory;

    @Test
    void merging_takes_memory_for_the_rows_of_a_class_and_not_for_its_results() throws Exception {
        LargeClass.write(directory, STUDENTS, SHARDS);

        Process merge = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MIB + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                        "-cp", System.getProperty("java.class.path"), LargeClass.class.getName(), directory.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(merge.getInputStream().readAllBytes());

        assertEquals(0, merge.waitFor(), said);
        assertTrue(said.startsWith(STUDENTS + " submissions"), said);
        System.out.print(said);
    }
}
