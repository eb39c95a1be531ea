package dev.pagewalk.core.explore.corpus;

import static dev.pagewalk.core.explore.MemoryModel.TSO;
import static dev.pagewalk.core.explore.MemoryModel.WEAK;

import dev.pagewalk.core.explore.MemoryModel;
import java.util.List;
import java.util.Set;

/**
 * The classic litmus tests, with the answers as published.
 *
 * <p>The TSO answers: Owens, Sarkar, Sewell, "A better x86 memory model: x86-TSO", TPHOLs 2009, and Sewell, Sarkar,
 * Owens, Zappa Nardelli, Myreen, "x86-TSO: a rigorous and usable programmer's model for x86 multiprocessors", CACM 53(7),
 * 2010 (n4b, n5, n6, SB, IRIW; there and in Intel's and AMD's manuals under other names); the others follow from their
 * one rule, that only a load may pass an earlier store of its CPU. The weak answers: Lahav, Vafeiadis, Kang, Hur,
 * Dreyer, "Repairing sequential consistency in C/C++11", PLDI 2017, whose axioms (coherence, SC fences, no cycle of
 * program order and reads-from) decide them; names: Alglave, Maranget, Tautschnig, "Herding cats", TOPLAS 36(2), 2014.
 */
public final class LitmusTests {
    private static final Set<MemoryModel> NONE = Set.of();
    private static final Set<MemoryModel> WEAK_ONLY = Set.of(WEAK);
    private static final Set<MemoryModel> TSO_AND_WEAK = Set.of(TSO, WEAK);

    /** All of them. */
    public static final List<Litmus> ALL = List.of(
            test("SB", TSO_AND_WEAK, "r0=0 & r1=0", "x=1; r0=y", "y=1; r1=x"),
            test("SB+rel-acq", TSO_AND_WEAK, "r0=0 & r1=0", "x=rel 1; r0=acq y", "y=rel 1; r1=acq x"),
            test("SB+mb+po", TSO_AND_WEAK, "r0=0 & r1=0", "x=1; mb; r0=y", "y=1; r1=x"),
            test("SB+mbs", NONE, "r0=0 & r1=0", "x=1; mb; r0=y", "y=1; mb; r1=x"),
            test("SB+xchgs", NONE, "r0=0 & r1=0", "x=xchg 1; r0=y", "y=xchg 1; r1=x"),
            test("MP", WEAK_ONLY, "r0=1 & r1=0", "x=1; y=1", "r0=y; r1=x"),
            test("MP+rel+po", WEAK_ONLY, "r0=1 & r1=0", "x=1; y=rel 1", "r0=y; r1=x"),
            test("MP+po+acq", WEAK_ONLY, "r0=1 & r1=0", "x=1; y=1", "r0=acq y; r1=x"),
            test("MP+rel-acq", NONE, "r0=1 & r1=0", "x=1; y=rel 1", "r0=acq y; r1=x"),
            test("MP+wmb+po", WEAK_ONLY, "r0=1 & r1=0", "x=1; wmb; y=1", "r0=y; r1=x"),
            test("MP+wmb+rmb", NONE, "r0=1 & r1=0", "x=1; wmb; y=1", "r0=y; rmb; r1=x"),
            test("MP+mbs", NONE, "r0=1 & r1=0", "x=1; mb; y=1", "r0=y; mb; r1=x"),
            test("LB", NONE, "r0=1 & r1=1", "r0=x; y=1", "r1=y; x=1"),
            test("LB+rel-acq", NONE, "r0=1 & r1=1", "r0=acq x; y=rel 1", "r1=acq y; x=rel 1"),
            test("LB+mbs", NONE, "r0=1 & r1=1", "r0=x; mb; y=1", "r1=y; mb; x=1"),
            test("WRC", WEAK_ONLY, "r0=1 & r1=1 & r2=0", "x=1", "r0=x; y=1", "r1=y; r2=x"),
            test("WRC+rel-acq", NONE, "r0=1 & r1=1 & r2=0", "x=1", "r0=x; y=rel 1", "r1=acq y; r2=x"),
            test("WRC+mbs", NONE, "r0=1 & r1=1 & r2=0", "x=1", "r0=x; mb; y=1", "r1=y; mb; r2=x"),
            test("IRIW", WEAK_ONLY, "r0=1 & r1=0 & r2=1 & r3=0", "x=1", "y=1", "r0=x; r1=y", "r2=y; r3=x"),
            test("IRIW+rel-acq", WEAK_ONLY, "r0=1 & r1=0 & r2=1 & r3=0",
                    "x=rel 1", "y=rel 1", "r0=acq x; r1=acq y", "r2=acq y; r3=acq x"),
            test("IRIW+mbs", NONE, "r0=1 & r1=0 & r2=1 & r3=0", "x=1", "y=1", "r0=x; mb; r1=y", "r2=y; mb; r3=x"),
            test("CoRR", NONE, "r0=1 & r1=0", "x=1", "r0=x; r1=x"),
            test("CoRR+rel-acq", NONE, "r0=1 & r1=0", "x=rel 1", "r0=acq x; r1=acq x"),
            test("CoRR+mbs", NONE, "r0=1 & r1=0", "x=1", "r0=x; mb; r1=x"),
            test("2+2W", WEAK_ONLY, "x=1 & y=1", "x=1; y=2", "y=1; x=2"),
            test("2+2W+rels", WEAK_ONLY, "x=1 & y=1", "x=rel 1; y=rel 2", "y=rel 1; x=rel 2"),
            test("2+2W+mbs", NONE, "x=1 & y=1", "x=1; mb; y=2", "y=1; mb; x=2"),
            test("S", WEAK_ONLY, "r0=1 & x=2", "x=2; y=1", "r0=y; x=1"),
            test("S+rel-acq", NONE, "r0=1 & x=2", "x=2; y=rel 1", "r0=acq y; x=1"),
            test("S+mbs", NONE, "r0=1 & x=2", "x=2; mb; y=1", "r0=y; mb; x=1"),
            test("R", TSO_AND_WEAK, "y=2 & r0=0", "x=1; y=1", "y=2; r0=x"),
            test("R+rel-acq", TSO_AND_WEAK, "y=2 & r0=0", "x=1; y=rel 1", "y=2; r0=acq x"),
            test("R+mbs", NONE, "y=2 & r0=0", "x=1; mb; y=1", "y=2; mb; r0=x"),
            test("n4b", NONE, "r0=2 & r1=1", "r0=x; x=1", "r1=x; x=2"),
            test("n5", NONE, "r0=2 & r1=1", "x=1; r0=x", "x=2; r1=x"),
            test("n6", TSO_AND_WEAK, "r0=1 & r1=0 & x=1", "x=1; r0=x; r1=y", "y=2; x=2"));

    private LitmusTests() {}

    private static Litmus test(String name, Set<MemoryModel> allowedBy, String outcome, String... programs) {
        return new Litmus(name, List.of(programs), outcome, allowedBy);
    }
}
