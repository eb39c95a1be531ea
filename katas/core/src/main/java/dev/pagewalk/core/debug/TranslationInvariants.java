package dev.pagewalk.core.debug;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PTE_PFN_MASK;

import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.Entry;
import dev.pagewalk.core.hw.LinearAddress;
import dev.pagewalk.core.hw.PhysicalMemory;
import dev.pagewalk.core.hw.TlbEntry;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Platform;
import java.util.List;

/** What CPUs may have cached of the tables of the address space that they run: I22, I23, I25. */
final class TranslationInvariants {
    private static final int LEVELS = 4;

    private final Platform platform;
    private final PhysicalMemory memory;
    private final List<MmStruct> mms;
    private final Findings findings;

    TranslationInvariants(Platform platform, List<MmStruct> mms, Findings findings) {
        this.platform = platform;
        this.memory = platform.memory();
        this.mms = mms;
        this.findings = findings;
    }

    void examine() {
        for (Cpu cpu : platform.cpus()) {
            boolean user = mms.stream().anyMatch(mm -> mm.pgd().address() == cpu.registers().root());
            cpu.tlb().entries().stream().filter(e -> e.va() >= 0).forEach(e -> tlb(cpu, user, e));
            cpu.pagingStructureCaches().entries().stream().filter(e -> e.va() >= 0).forEach(e -> walkCache(cpu, user, e));
        }
    }

    private void tlb(Cpu cpu, boolean user, TlbEntry entry) {
        Path path = user ? walk(cpu.registers().root(), entry.va(), entry.level()) : null;
        if (path == null || path.target != entry.pa() || path.grantsLessThan(entry)) {
            findings.add(
                    Rule.I22,
                    "a translation that the tables give too: " + path,
                    "CPU " + cpu.id() + " has cached " + entry);
        }
        if (!platform.pages().isInUse(entry.pa() >>> PAGE_SHIFT)) {
            findings.add(Rule.I25, "frames in use where a TLB entry leads to one", "CPU " + cpu.id() + " has cached " + entry);
        }
    }

    private void walkCache(Cpu cpu, boolean user, TlbEntry entry) {
        Path path = user ? walk(cpu.registers().root(), entry.va(), entry.level()) : null;
        if (path == null || path.target != entry.pa() || path.grantsLessThan(entry)) {
            findings.add(
                    Rule.I23,
                    path == null ? "nothing cached: the tables above name no table there any more" : "a table that the tables above name too: " + path,
                    "CPU " + cpu.id() + " has cached " + entry);
        }
    }

    /** Where an entry of a level leads, and what all levels down to it grant. */
    private record Path(long target, long all, long any) {
        boolean grantsLessThan(TlbEntry entry) {
            return entry.writable() && (all & Entry.WRITABLE) == 0 || entry.user() && (all & Entry.USER) == 0
                    || !entry.executeDisable() && (any & Entry.EXECUTE_DISABLE) != 0;
        }
    }

    /** Null if an entry on the way down to {@code level} is not present, or a leaf above it. */
    private @Nullable Path walk(long root, long va, int level) {
        long table = root;
        long all = -1;
        long any = 0;
        for (int at = LEVELS; at >= level; at--) {
            long entry = memory.peek(table + (long) LinearAddress.index(va, at) * Long.BYTES);
            boolean stops = !Entry.isPresent(entry) || at > level && Entry.isLeaf(entry, at);
            if (stops) {
                return null;
            }
            all &= entry;
            any |= entry;
            table = entry & PTE_PFN_MASK;
        }
        return new Path(table, all, any);
    }
}
