package dev.pagewalk.core.debug;

/** The invariants, by number: a name and a clause each. */
public enum Rule {
    I1("refcount", "a PTE table's refcount is the number of PMD slots that name it"),
    I2("tables", "every page table is reachable, cached or free, exactly one of these"),
    I3("counters", "no counter is ever negative, and a reachable table has a refcount of 1 or more"),
    I4("use after free", "nothing points at a free or cached table: no entry, no walk cache, no reference"),
    I5("leaks", "after the last exit, with pins dropped and the cache shrunk, no table is in use and every frame is back"),
    I6("writable means private", "a writable PMD names a table with refcount 1 and no owner"),
    I7("shared means read-only", "no PMD that names a shared table is writable"),
    I8("private pages", "a writable PTE of a private mapping below a writable PMD maps an anonymous page with mapcount 1"),
    I9("owner", "a table's owner is none, or a slot that names the table"),
    I10("put", "what pmd_put_pte returned is what happened"),
    I11("owner after fork", "directly after a fork, a table that had no owner has the forking slot as owner"),
    I12("RSS", "an mm's RSS is the present normal pages of the tables that are charged to it, and 512 for each huge PMD"),
    I13("pgtable_bytes", "pgtable_bytes is 4096 x (PTE tables charged to the mm + its own PMD, PUD and P4D tables)"),
    I14("NR_PAGETABLE", "NR_PAGETABLE is the number of page tables between ctor and dtor"),
    I15("mapcount", "a page's mapcount is the number of present entries that map it, over distinct tables; its refcount is not less"),
    I16("swap count", "a swap slot's count is the entries that name it, over distinct tables, and 1 while in the swap cache"),
    I17("type safety", "frames lie within memory, and none, leaf and swap PMDs are never taken for tables"),
    I18("shared contents", "while shared, a table's entries stay, but for A set by hardware and W of private entries cleared by a copy"),
    I19("logical view", "every process reads what it would read if fork copied everything"),
    I20("isolation", "no write crosses a fork"),
    I21("VMA semantics", "an entry lies in a VMA, and allows no more than the VMA does, also where VMAs share a table"),
    I22("TLB", "no TLB entry grants more than the tables do, once the operation that tightened them has returned"),
    I23("walk caches", "no walk-cache entry points at a table that its PMD no longer names, or grants more than the path does"),
    I24("pins", "a pinned page stays at its address until that mapping is removed or moved"),
    I25("frames", "no frame is free while anything maps it"),
    I26("page types", "a frame has one type at a time, a page table is mapped by no process, and a new one is all none"),
    I27("init and teardown", "each init has one teardown"),
    I28("failure", "a failed operation changes no logical view and leaks nothing"),
    I29("exits", "any order of exits ends with every table and frame back"),
    I30("no use after free", "no access to a table or page after it was freed"),
    I31("locks", "locks are taken in one order, and every lock is released"),
    I32("atomic context", "nothing blocks under a spinlock or in RCU"),
    I33("progress", "retries are bounded, and every RCU section is closed"),
    I34("pte_ref", "pte_ref is 1 or more while a visitor or an entry needs it, never negative, and at rest the number of entries"),
    I35("reclaim", "after try_to_free_user_pte an empty table is gone, and one that is not empty is not"),
    I36("cost of sharing", "a COW fork makes O(1) entry accesses per shared table"),
    I37("cost of breaking", "a break allocates one table and copies 512 entries at most; a reuse allocates none"),
    I38("cost of pte_ref", "pte_tryget and pte_put take no lock and move no cache line in percpu mode"),
    I39("table cache", "tables taken are in use, cached, dying or returned"),
    I40("protection", "page tables carry the key that forbids writes, and it is in force");

    private final String label;
    private final String clause;

    Rule(String label, String clause) {
        this.label = label;
        this.clause = clause;
    }

    /** For example {@code I1 refcount: a PTE table's refcount is …}. */
    public String text() {
        return name() + " " + label + ": " + clause;
    }
}
