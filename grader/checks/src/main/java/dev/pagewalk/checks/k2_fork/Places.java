package dev.pagewalk.checks.k2_fork;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;
import static dev.pagewalk.core.scene.Scene.BASE;

import dev.pagewalk.core.mm.MmStruct;

/** Two VMAs that begin and end in the middle of tables, over a border of 1 GiB and up to the last user address. */
final class Places {
    private static final long FIRST = BASE - 2 * PAGE_SIZE;
    private static final long LAST_TABLE = MmStruct.TASK_SIZE - PMD_SIZE;
    private static final long[] WRITTEN = {
        FIRST, BASE, BASE + 5 * PAGE_SIZE, BASE + 2 * PMD_SIZE + PAGE_SIZE, LAST_TABLE - PAGE_SIZE, LAST_TABLE, LAST_TABLE + PMD_SIZE - PAGE_SIZE
    };

    private Places() {}

    static void fill(World world) {
        world.map(world.parent, FIRST, 2 * PTRS_PER_PTE + 4);
        world.map(world.parent, LAST_TABLE - PAGE_SIZE, PTRS_PER_PTE + 1);
        for (long place : WRITTEN) {
            world.store(world.parent, place, place);
        }
    }

    static void expect(World world, MmStruct child) {
        for (long place : WRITTEN) {
            world.expectWord(child, place, place);
        }
    }

    static void expectShared(World world, MmStruct child) {
        for (long place : WRITTEN) {
            world.expectShared(child, world.parent, place);
        }
    }
}
