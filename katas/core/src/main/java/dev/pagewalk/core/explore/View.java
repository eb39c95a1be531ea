package dev.pagewalk.core.explore;

import java.util.Arrays;

/** For each place the latest message that somebody knows of; what is not mentioned is known as it was at first. */
final class View {
    private Message[] known;

    View() {
        known = new Message[8];
    }

    private View(Message[] known) {
        this.known = known;
    }

    View copy() {
        return new View(known.clone());
    }

    /** The position of the latest known message of a place. */
    int at(int place) {
        return place < known.length && known[place] != null ? known[place].at : 0;
    }

    void see(int place, Message message) {
        if (place >= known.length) {
            known = Arrays.copyOf(known, Math.max(place + 1, known.length * 2));
        }
        if (known[place] == null || known[place].at < message.at) {
            known[place] = message;
        }
    }

    void join(View other) {
        for (int place = 0; place < other.known.length; place++) {
            if (other.known[place] != null) {
                see(place, other.known[place]);
            }
        }
    }
}
