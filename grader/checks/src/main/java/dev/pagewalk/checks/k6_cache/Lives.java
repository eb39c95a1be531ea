package dev.pagewalk.checks.k6_cache;

import static dev.pagewalk.core.mm.Mm.mm_dec_nr_ptes;
import static dev.pagewalk.core.mm.Mm.mm_inc_nr_ptes;
import static dev.pagewalk.core.mm.Pgtable.pmd_clear;
import static dev.pagewalk.core.mm.Pgtable.pte_offset;
import static dev.pagewalk.core.scene.Scene.BASE;

import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.debug.Rule;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.PageTables;
import dev.pagewalk.core.kernel.Pgalloc;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.RuleBroken;
import java.util.Objects;

/** One address space, in which a PTE table is taken out while another one comes. */
final class Lives {
    private final Machine machine;
    private final MmStruct mm;
    private final PmdPtr old;
    private final PmdPtr next;

    private Lives(Machine machine) {
        this.machine = machine;
        this.mm = machine.newMm();
        this.old = slot(BASE);
        this.next = slot(BASE + PgtableTypes.PMD_SIZE);
        PageTables.pte_alloc(mm, old);
    }

    private PmdPtr slot(long addr) {
        return Objects.requireNonNull(PageTables.pmd_alloc(mm, addr), "there is memory for upper tables");
    }

    static Lives of(TableCache kata, Hook hook) {
        return new Lives(new Pool(kata, 8, hook).machine());
    }

    /** Takes the table out, as an unmap does, and waits until it is gone. */
    void end() {
        Page table = old.get().page();
        pmd_clear(old);
        mm_dec_nr_ptes(mm);
        machine.platform().rcu().call_rcu(table, dying -> Pgalloc.pte_free(mm, dying));
        machine.rcuBarrier();
    }

    /** Looks at an entry without a lock, as a page walk in software does. */
    void read() {
        machine.platform().rcu().rcu_read_lock();
        Pmd pmd = old.get();
        if (pmd.isTable() && !pte_offset(pmd, BASE).get().isNone()) {
            throw new RuleBroken(Rule.I30.text(), "an entry that is none, as it was when the table was in use", pte_offset(pmd, BASE).get().toString());
        }
        machine.platform().rcu().rcu_read_unlock();
    }

    /** Puts a new table in. */
    void begin() {
        @Nullable Page table = Pgalloc.pte_alloc_one(mm);
        if (table != null) {
            next.set(Pmd.ofTable(table));
            mm_inc_nr_ptes(mm);
        }
    }

    void expectSound() {
        MmInvariants.of(machine).check();
    }
}
