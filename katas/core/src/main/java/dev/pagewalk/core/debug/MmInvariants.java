package dev.pagewalk.core.debug;

import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Platform;
import dev.pagewalk.core.mm.RuleBroken;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The invariants, each with a number, a name and a clause: {@link Rule}. What is broken is listed lowest number first.
 *
 * <pre>
 *   {@link #violations()}   at rest: no operation in flight, grace periods over
 *   {@link #inFlight()}     at every step
 *   {@link #afterFork}      directly after a fork
 *   {@link #atTheEnd}       after the last exit
 * </pre>
 *
 * <p>What needs a history to be told has tools of its own: {@link SharedTables} for I18, {@link LogicalView} for I19, I20
 * and I28, {@link PinWatch} for I24. I10 and I35 are for whoever makes the call; I29 is I5 in every order; I31 to I33 are
 * found by the machine itself, as exceptions; I36 to I39 are counted events.
 */
public final class MmInvariants {
    private final Platform platform;
    private final List<MmStruct> mms;

    private MmInvariants(Platform platform, List<MmStruct> mms) {
        this.platform = platform;
        this.mms = mms;
    }

    /**
     * The invariants of a machine and its address spaces, as they are now.
     *
     * @param platform the machine
     * @param mms all live address spaces
     */
    public static MmInvariants of(Platform platform, List<MmStruct> mms) {
        return new MmInvariants(platform, mms);
    }

    /** The invariants of a machine, as it is now. */
    public static MmInvariants of(Machine machine) {
        return of(machine.platform(), machine.mms());
    }

    /** Everything that is broken at rest: I1–I4, I6–I9, I12–I17, I21–I27, I30, I31, I33, I34, I40. */
    public List<Violation> violations() {
        Findings findings = new Findings();
        Census census = Census.of(platform.pages(), mms);
        new QuietInvariants(platform, findings).examine();
        new TableInvariants(platform.pages(), census, findings).examine();
        new FrameInvariants(platform, census, findings).examine();
        if (findings.isEmpty()) { // the others trust what a table's slots and pages are
            new ChargeInvariants(census, mms, findings).examine();
            new PageInvariants(platform, census, findings).examine();
            new EntryInvariants(census, findings).examine();
            new TranslationInvariants(platform, mms, findings).examine();
        }
        return findings.sorted();
    }

    /** Everything that is broken at a moment when CPUs are at work: I3, I17, I25, I30, I34. */
    public List<Violation> inFlight() {
        Findings findings = new Findings();
        new InFlightInvariants(platform, mms, findings).examine();
        return findings.sorted();
    }

    /** I11: what is broken directly after a fork of {@code parent} that shared all its tables. */
    public List<Violation> afterFork(MmStruct parent) {
        return afterFork(Census.of(platform.pages(), List.of(parent)), pfn -> true);
    }

    /** I11: what is broken directly after a fork, in the tables that {@code parent} and {@code child} share. */
    public List<Violation> afterFork(MmStruct parent, MmStruct child) {
        Map<Long, List<Slot>> shared = Census.of(platform.pages(), List.of(child)).tables();
        return afterFork(Census.of(platform.pages(), List.of(parent)), shared::containsKey);
    }

    private List<Violation> afterFork(Census parent, Predicate<Long> isShared) {
        Findings findings = new Findings();
        for (Slot slot : parent.slots()) {
            if (slot.isTable() && !slot.isWrite() && isShared.test(slot.pfn()) && platform.pages().page(slot.pfn()).owner() == 0) {
                findings.add(Rule.I11, "an owner of " + platform.pages().page(slot.pfn()), slot + ", owner none");
            }
        }
        return findings.sorted();
    }

    /**
     * I5: what is left over after the last exit, with pins dropped and the cache shrunk.
     *
     * @param frames how many frames were in use before the first address space came
     */
    public List<Violation> atTheEnd(long frames) {
        Findings findings = new Findings();
        if (platform.vmstat().nrPagetable() != 0) {
            findings.add(Rule.I5, "no page table in use", platform.vmstat().nrPagetable() + " in use");
        }
        if (platform.allocator().framesInUse() != frames) {
            findings.add(Rule.I5, frames + " frames in use", platform.allocator().framesInUse() + " in use");
        }
        if (!platform.swap().inUse().isEmpty()) {
            findings.add(Rule.I5, "no swap slot in use", platform.swap().inUse().size() + " in use");
        }
        return findings.sorted();
    }

    /**
     * Nothing is broken at rest, or the first violation is thrown.
     *
     * @throws RuleBroken with rule, expected and actual
     */
    public void check() {
        check(violations());
    }

    /**
     * Nothing is broken in flight, or the first violation is thrown: for {@code Scenario.afterEachStep}.
     *
     * @throws RuleBroken with rule, expected and actual
     */
    public void checkInFlight() {
        check(inFlight());
    }

    private static void check(List<Violation> violations) {
        if (!violations.isEmpty()) {
            Violation first = violations.get(0);
            throw new RuleBroken(first.rule(), first.expected(), first.actual());
        }
    }
}
