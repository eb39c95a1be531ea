package dev.pagewalk.core.debug;

import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.mm.MemMap;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Platform;
import dev.pagewalk.core.mm.RuleBroken;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The invariants that hold at rest: no operation in flight, grace periods over.
 * Each has a number, a name and a clause; {@link #violations()} lists what is broken, lowest number first.
 */
public final class MmInvariants {
    private final MemMap map;
    private final List<MmStruct> mms;

    /**
     * @param platform the machine
     * @param mms all live address spaces
     */
    public static MmInvariants of(Platform platform, List<MmStruct> mms) {
        return new MmInvariants(platform.pages(), mms);
    }

    /** The invariants of a machine. */
    public static MmInvariants of(Machine machine) {
        return of(machine.platform(), machine.mms());
    }

    private MmInvariants(MemMap map, List<MmStruct> mms) {
        this.map = map;
        this.mms = mms;
    }

    /** Everything that is broken now. */
    public List<Violation> violations() {
        Findings findings = new Findings();
        Census census = Census.of(map, mms);
        new TableInvariants(map, census, findings).examine();
        if (findings.isEmpty()) { // the next two trust what a table's slots and pages are
            new ChargeInvariants(census, mms, findings).examine();
            new PageInvariants(map, census, findings).examine();
        }
        return findings.sorted();
    }

    /**
     * Nothing is broken, or the first violation is thrown.
     *
     * @throws RuleBroken with rule, expected and actual
     */
    public void check() {
        List<Violation> violations = violations();
        if (!violations.isEmpty()) {
            Violation first = violations.get(0);
            throw new RuleBroken(first.rule(), first.expected(), first.actual());
        }
    }

    /** Collects violations. */
    static final class Findings {
        private final List<Violation> list = new ArrayList<>();

        void add(Rule rule, String expected, String actual) {
            list.add(new Violation(rule.text(), expected, actual));
        }

        boolean isEmpty() {
            return list.isEmpty();
        }

        List<Violation> sorted() {
            list.sort(Comparator.comparingInt(v -> number(v.rule())));
            return List.copyOf(list);
        }

        private static int number(String rule) {
            return Integer.parseInt(rule.substring(1, rule.indexOf(' ')));
        }
    }
}
