package dev.pagewalk.core.mm;

import dev.pagewalk.core.hw.Access;
import dev.pagewalk.core.hw.Cpu;

/**
 * Protection keys for supervisor pages, as used for page tables: the direct map of every table carries a key whose
 * writes IA32_PKRS forbids, but for short sections that open it.
 *
 * <p>While in force, a write to a table is checked by the CPU itself, through the direct map: it has to have the key open.
 * {@link PmdPtr}, {@link PtePtr} and the kernel's own writes open it for each access; {@link Pgtable#clear_page} does not.
 * Source: Rick Edgecombe, "PKS write protected page tables", RFC PATCH v2, 2021-08-30.
 */
public final class ProtectionKeys {
    /** The key of page tables. */
    public static final int PKS_KEY_PG_TABLES = 1;

    private static final int FORBID_WRITES = 2 << 2 * PKS_KEY_PG_TABLES;

    private final Platform platform;
    private boolean inForce;

    ProtectionKeys(Platform platform) {
        this.platform = platform;
    }

    /** Whether tables are protected. */
    public boolean isInForce() {
        return inForce;
    }

    /** From now on tables are protected on every CPU. Once, at boot, when CR4.PKS is set. */
    public void enforce() {
        inForce = true;
        platform.cpus().forEach(cpu -> cpu.writePkrs(FORBID_WRITES));
    }

    /** Lets the current CPU write tables until the section is closed; sections nest. */
    public PksSection openTables() {
        Cpu cpu = platform.cpus().get(platform.cpu());
        PksSection section = new PksSection(cpu, cpu.registers().pkrs());
        cpu.writePkrs(0);
        return section;
    }

    /** The current CPU is about to write an entry, with the key open for it. */
    void expectWritable(long address) {
        if (inForce) {
            try (PksSection section = openTables()) {
                expectOpen(address);
            }
        }
    }

    /**
     * The current CPU is about to write, with the keys as they are.
     *
     * @throws RuleBroken if it would fault
     */
    void expectOpen(long address) {
        if (!inForce) {
            return;
        }
        Cpu cpu = platform.cpus().get(platform.cpu());
        if (cpu.translate(PgtableTypes.PAGE_OFFSET + address, Access.WRITE) != address) {
            throw new RuleBroken("I40 protection: page tables are written only inside an open section", "openTables() around the write",
                    cpu.fault().text());
        }
    }
}
