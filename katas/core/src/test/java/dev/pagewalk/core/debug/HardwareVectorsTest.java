package dev.pagewalk.core.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Two x86 emulators, written by others, were measured; this machine must do the same, to the bit. */
class HardwareVectorsTest {
    private static final String ACCESSES = "/dev/pagewalk/core/hw/public.tsv.gz";
    private static final String SEQUENCES = "/dev/pagewalk/core/hw/seq_public.tsv.gz";
    private static final int EVERY_FIFTIETH = 50;

    @Test
    void every_measured_access_and_sequence_goes_the_same_way_here() throws IOException {
        HardwareReplay replay = new HardwareReplay();

        replayAll(replay);

        replay.tally().print(System.out);
        assertEquals(List.of(), replay.tally().firstMismatches());
        assertEquals(78_414 + 1_635, replay.tally().cases());
    }

    @Test
    @Tag("quick")
    void one_case_in_fifty_goes_the_same_way_here() throws IOException {
        HardwareReplay replay = new HardwareReplay(line -> line % EVERY_FIFTIETH == 0);

        replayAll(replay);

        assertEquals(List.of(), replay.tally().firstMismatches());
        assertEquals(78_415 / EVERY_FIFTIETH + 1_636 / EVERY_FIFTIETH, replay.tally().cases());
    }

    private static void replayAll(HardwareReplay replay) throws IOException {
        for (String file : List.of(ACCESSES, SEQUENCES)) {
            try (InputStream in = HardwareVectorsTest.class.getResourceAsStream(file)) {
                replay.replay(file, in);
            }
        }
    }
}
