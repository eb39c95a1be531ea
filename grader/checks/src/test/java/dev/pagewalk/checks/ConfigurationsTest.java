package dev.pagewalk.checks;

import static dev.pagewalk.checks.Configurations.COW_PTE;
import static dev.pagewalk.checks.Configurations.FREE_USER_PTE;
import static dev.pagewalk.checks.Configurations.PKS_PG_TABLES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.checks.support.Exits;
import dev.pagewalk.checks.support.Histories;
import dev.pagewalk.checks.support.Setting;
import dev.pagewalk.checks.support.Sweep;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.history.History;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The references of every configuration that a machine can boot with; and the one that it refuses. */
class ConfigurationsTest {
    private static final long SEED = 20210830;
    private static final int HISTORIES = 20;
    private static final int SWEEPS = 2;
    private static final int LENGTH = 12;

    @TestFactory
    Stream<DynamicTest> random_histories_are_sound() {
        return Configurations.settings().map(setting -> DynamicTest.dynamicTest(
                setting.name(), () -> Histories.expectSound(List.of(setting), SEED, HISTORIES)));
    }

    @TestFactory
    Stream<DynamicTest> whatever_allocation_fails_nothing_is_lost() {
        return Configurations.settings().map(setting -> DynamicTest.dynamicTest(setting.name(), () -> {
            for (int i = 0; i < SWEEPS; i++) {
                Sweep.expectNothingLost(setting, History.random(SEED - 1 - i, LENGTH));
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> after_exits_in_every_order_nothing_is_left() {
        return Configurations.settings().map(setting -> DynamicTest.dynamicTest(setting.name(), () -> {
            for (int i = 0; i < SWEEPS; i++) {
                Exits.expectNothingLeft(setting, History.random(SEED + HISTORIES + i, LENGTH));
            }
        }));
    }

    @Test
    void cow_pte_and_free_user_pte_refuse_each_other_with_the_reason_that_the_handout_tells() throws IOException {
        MmOps both = Configurations.ops(COW_PTE, FREE_USER_PTE);

        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> Machine.boot(MachineConfig.standard().withOps(both)));

        String handout = Files.readString(Path.of("../../handouts/configurations.adoc")).replaceAll("\\s+", " ");
        assertTrue(handout.contains(refusal.getMessage()), "put this into handouts/configurations.adoc: " + refusal.getMessage());
        assertEquals(refusal.getMessage(), assertThrows(
                IllegalArgumentException.class,
                () -> Machine.boot(MachineConfig.standard().withOps(Configurations.ops(COW_PTE, FREE_USER_PTE, PKS_PG_TABLES)))).getMessage());
    }
}
