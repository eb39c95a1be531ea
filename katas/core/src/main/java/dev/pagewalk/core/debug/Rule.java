package dev.pagewalk.core.debug;

/** The invariants, by number: a name and a clause each. */
public enum Rule {
    I1("refcount", "a PTE table's refcount is the number of PMD slots that name it"),
    I3("counters", "no counter is ever negative, and a reachable table has a refcount of 1 or more"),
    I4("use after free", "no PMD names a free table"),
    I6("writable means private", "a writable PMD names a table with refcount 1 and no owner"),
    I7("shared means read-only", "no PMD that names a shared table is writable"),
    I8("private pages", "a writable PTE of a private mapping below a writable PMD maps an anonymous page with mapcount 1"),
    I9("owner", "a table's owner is none, or a slot that names the table"),
    I12("RSS", "an mm's RSS is the present normal pages of the tables that are charged to it"),
    I13("pgtable_bytes", "pgtable_bytes is 4096 x (PTE tables charged to the mm + its own PMD, PUD and P4D tables)"),
    I15("mapcount", "a page's mapcount is the number of present entries that map it, over distinct tables"),
    I17("type safety", "frames lie within memory, and none, leaf and swap PMDs are never taken for tables");

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
