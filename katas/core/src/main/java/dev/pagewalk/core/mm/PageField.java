package dev.pagewalk.core.mm;

/** The fields of a page struct that CPUs share; exactly eight. */
public enum PageField {
    FLAGS("flags"),
    REFCOUNT("refcount"),
    MAPCOUNT("mapcount"),
    /** Of a PTE table: its owner. Of a free block: the next one of its list. */
    OWNER("cow_pte_owner"),
    LOCK("table lock"),
    /** Of a PTE table: its pte_ref. Of a free block: the one before it in its list. */
    PTE_REF("pte_ref"),
    PINS("pins"),
    /** Of a page in the swap cache: its slot. Of a free block: its order. */
    PRIVATE("private");

    static final PageField[] ALL = values();

    private final String label;

    PageField(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static PageField of(int ordinal) {
        return ALL[ordinal];
    }
}
