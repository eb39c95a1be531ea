package dev.pagewalk.core.hw;

/** The sizes of pages, by the level of the entry that maps them. */
public enum PageSize {
    SIZE_4K("4K"),
    SIZE_2M("2M"),
    SIZE_1G("1G");

    private final String text;

    PageSize(String text) {
        this.text = text;
    }

    /** 1 = PTE, 2 = PDE, 3 = PDPTE. */
    public int level() {
        return ordinal() + 1;
    }

    /** In bytes. */
    public long bytes() {
        return LinearAddress.span(level());
    }

    /** The size that a leaf of {@code level} maps. */
    public static PageSize ofLevel(int level) {
        return values()[level - 1];
    }

    @Override
    public String toString() {
        return text;
    }
}
