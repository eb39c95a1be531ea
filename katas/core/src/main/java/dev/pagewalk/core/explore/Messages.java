package dev.pagewalk.core.explore;

import java.util.ArrayList;
import java.util.List;

/** The writes to one place, in the order that all CPUs agree on (coherence, modification order). */
final class Messages {
    private final List<Message> order = new ArrayList<>();

    Messages(long initial) {
        order.add(new Message(initial, 0, -1, new View()));
    }

    Message get(int at) {
        return order.get(at);
    }

    Message newest() {
        return order.get(order.size() - 1);
    }

    int size() {
        return order.size();
    }

    /** Puts a message directly behind another one. */
    void insert(Message message, Message behind) {
        order.add(behind.at + 1, message);
        for (int at = behind.at + 1; at < order.size(); at++) {
            order.get(at).at = at;
        }
    }
}
