package dev.pagewalk.core.explore;

import java.util.Arrays;

/** A set of hashes. */
final class LongSet {
    private long[] table = new long[1 << 10];
    private int size;
    private long sum;

    void add(long value) {
        if (size * 2 > table.length) {
            grow();
        }
        long key = value == 0 ? 1 : value;
        int slot = slot(key);
        if (table[slot] == 0) {
            table[slot] = key;
            size++;
            sum += key;
        }
    }

    int size() {
        return size;
    }

    /** The sum of the members: the same for equal sets. */
    long sum() {
        return sum;
    }

    private int slot(long key) {
        int slot = (int) (key >>> 32) & table.length - 1;
        while (table[slot] != 0 && table[slot] != key) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] members = Arrays.stream(table).filter(key -> key != 0).toArray();
        table = new long[table.length * 2];
        for (long key : members) {
            table[slot(key)] = key;
        }
    }
}
