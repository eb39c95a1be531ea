package dev.pagewalk.core.explore;

import dev.pagewalk.core.hook.Cells;

/** The cells of an access that touches none: a fence. */
enum Nowhere implements Cells {
    CELLS;

    @Override
    public long peek(long index) {
        return 0;
    }

    @Override
    public void poke(long index, long value) {
        throw new UnsupportedOperationException("a fence has no cell that could be written");
    }

    @Override
    public String describe(long index) {
        return "";
    }
}
