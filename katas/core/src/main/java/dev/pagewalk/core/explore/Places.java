package dev.pagewalk.core.explore;

import dev.pagewalk.core.hook.Cells;
import java.util.Arrays;

/**
 * Numbers the cells of one execution in the order in which CPUs first name them.
 *
 * <p>An open hash table over the index alone: the identity of an owner has no number that is the same on every run.
 */
final class Places {
    private Cells[] owner = new Cells[64];
    private long[] index = new long[64];
    private int[] table = new int[256];
    private int size;

    /** Forgets all places. */
    void clear() {
        Arrays.fill(owner, 0, size, null);
        Arrays.fill(table, 0);
        size = 0;
    }

    int size() {
        return size;
    }

    Cells owner(int place) {
        return owner[place];
    }

    long index(int place) {
        return index[place];
    }

    /** The value in memory. */
    long peek(int place) {
        return owner[place].peek(index[place]);
    }

    /** The number of a cell, a new one if need be. */
    int of(Cells cells, long at) {
        int slot = slot(cells, at);
        if (table[slot] == 0) {
            slot = add(cells, at);
        }
        return table[slot] - 1;
    }

    private int slot(Cells cells, long at) {
        int mask = table.length - 1;
        int slot = (int) (at * 0x9E3779B97F4A7C15L >>> 40) & mask;
        while (table[slot] != 0 && !is(table[slot] - 1, cells, at)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean is(int place, Cells cells, long at) {
        return owner[place] == cells && index[place] == at;
    }

    private int add(Cells cells, long at) {
        if (size == owner.length) {
            grow();
        }
        int free = slot(cells, at);
        owner[size] = cells;
        index[size] = at;
        table[free] = ++size;
        return free;
    }

    private void grow() {
        owner = Arrays.copyOf(owner, size * 2);
        index = Arrays.copyOf(index, size * 2);
        table = new int[size * 8];
        for (int place = 0; place < size; place++) {
            table[slot(owner[place], index[place])] = place + 1;
        }
    }
}
