package dev.pagewalk.core.mm;

/** The fields of a page struct that CPUs share; at most eight. */
public enum PageField {
    FLAGS("flags"),
    REFCOUNT("refcount"),
    MAPCOUNT("mapcount"),
    OWNER("cow_pte_owner"),
    LOCK("table lock");

    private static final PageField[] ALL = values();

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
