package dev.pagewalk.checks.k6_cache;

import dev.pagewalk.core.debug.Rule;
import dev.pagewalk.core.hw.Access;
import dev.pagewalk.core.hw.Bits;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.grader.api.CheckFailure;

/** I40: protection is looked at through the CPU itself, before anything else is measured. */
final class Protection {
    private Protection() {}

    /** The machine is able to protect tables at all: else every check of keys would be empty. */
    static void expectInForce(Pool pool) {
        for (Cpu cpu : pool.machine().platform().cpus()) {
            if ((cpu.registers().cr4() & Bits.CR4_PKS) == 0 || cpu.registers().pkrs() == 0) {
                throw new IllegalStateException("protection keys are off on CPU " + cpu.id() + ": this check would measure nothing");
            }
        }
    }

    /** No CPU can write a page through the direct map. */
    static void expectProtected(Pool pool, Page page) {
        for (Cpu cpu : pool.machine().platform().cpus()) {
            if (cpu.translate(PgtableTypes.PAGE_OFFSET + page.address(), Access.WRITE) != Cpu.FAULT) {
                throw new CheckFailure(Rule.I40.text(), "a page fault where CPU " + cpu.id() + " writes " + page, "it can write",
                        pool.story().history(), "");
            }
        }
    }
}
