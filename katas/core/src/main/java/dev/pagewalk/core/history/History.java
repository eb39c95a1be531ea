package dev.pagewalk.core.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Operations, one after the other.
 *
 * @param operations in their order
 */
public record History(List<Operation> operations) {

    public History {
        operations = List.copyOf(operations);
    }

    /**
     * A history drawn from a seed: the same for the same seed, everywhere.
     *
     * @param length it has at least so many operations, and less than twice as many
     */
    public static History random(long seed, int length) {
        Random random = new Random(seed);
        int size = length + random.nextInt(length);
        List<Operation> operations = new ArrayList<>();
        operations.add(Operation.first(random));
        while (operations.size() < size) {
            operations.add(Operation.random(random));
        }
        return new History(operations);
    }

    public int size() {
        return operations.size();
    }

    /** The history without some of its operations. */
    History without(int at, int count) {
        List<Operation> part = new ArrayList<>(operations);
        part.subList(at, at + count).clear();
        return new History(part);
    }

    /** Its first operations. */
    History first(int count) {
        return new History(operations.subList(0, Math.min(count, size())));
    }
}
