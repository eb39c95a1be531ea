package dev.pagewalk.core.debug;

import dev.pagewalk.core.kernel.Machine;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the page tables of a machine look like at one moment: things with facts, and which thing names which. It is the one
 * definition behind every drawing that is made of it; two moments are compared fact by fact.
 *
 * <pre>
 *   mm#2  →  mm#2 pmd[0] = 0x5005 (P US)  →  table 0x5: refcount 2, owner none, pte[0] page 0x6 …  →  page 0x6: mapcount 1
 *                                                 CPU 1: 0x40000000 page 0x6 W D                   ↗
 * </pre>
 *
 * <p>Tables with many entries show the first of them; of very large machines not everything is shown.
 *
 * @param things from address spaces to pages, then what CPUs have cached; no name occurs twice
 */
public record TableGraph(List<Thing> things) {

    /** What a thing is. */
    public enum Sort {
        /** An address space. */
        SPACE,
        /** A PMD slot that is not none. */
        SLOT,
        /** A PTE table, or what was one. */
        TABLE,
        /** A frame that an entry names, or named. */
        PAGE,
        /** What a CPU has cached of user addresses. */
        TLB,
        /** Pages that wait to become tables, where there is a cache for them. */
        CACHE
    }

    /**
     * A thing.
     *
     * @param name as everybody calls it: {@code mm#2 pmd[0]}, {@code table 0x5}
     * @param facts what is true of it, in order of importance: {@code refcount} is {@code 2}
     * @param links names of things that it names
     */
    public record Thing(Sort sort, String name, Map<String, String> facts, List<String> links) {}

    /** As it is now; an audit, not an access. */
    public static TableGraph of(Machine machine) {
        return new TableSurvey(machine, Set.of(), Set.of()).graph();
    }
}
