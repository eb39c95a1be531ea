package dev.pagewalk.core.explore;

import dev.pagewalk.core.hook.Order;
import java.util.ArrayList;
import java.util.List;

/** What one CPU has seen, may come to see, and hands on. */
final class Knowledge {
    /** What it has seen; what an acquire fence would add; what a message of its own carries after a release fence. */
    final View now = new View();
    private final View read = new View();
    private View released = new View();
    /** By place, what its last release store there carried: its later stores there carry that, too. */
    private final List<View> releasedAt = new ArrayList<>();

    void read(int place, Message message, boolean acquire) {
        now.see(place, message);
        read.join(message.view);
        if (acquire) {
            now.join(message.view);
        }
    }

    /** The view that a new message of this CPU carries. */
    View carried(int place, Order order) {
        if (order == Order.RELEASE || order == Order.FULL) {
            return now.copy();
        }
        View carried = released.copy();
        if (place < releasedAt.size()) {
            carried.join(releasedAt.get(place));
        }
        return carried;
    }

    void wrote(int place, Message message, Order order) {
        now.see(place, message);
        if (order == Order.RELEASE || order == Order.FULL) {
            while (releasedAt.size() <= place) {
                releasedAt.add(new View());
            }
            releasedAt.get(place).join(message.view);
        }
    }

    void fence(Order order) {
        if (order == Order.ACQUIRE || order == Order.FULL) {
            now.join(read);
        }
        if (order == Order.RELEASE || order == Order.FULL) {
            released = now.copy();
        }
    }
}
