package dev.pagewalk.grader.app.bundle;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Pieces of one length of texts that must not turn up elsewhere, found by a rolling hash. A piece begins where a statement or
 * sentence begins, so that it is found wherever the whole statement is.
 */
final class Shingles {
    private static final int BASE = 31;

    private final int length;
    private final int top;
    private final String ends;
    private final Map<Integer, Map<String, String>> pieces = new HashMap<>();

    /**
     * No pieces yet.
     *
     * @param length of each, in characters: shorter than this, two people write the same by themselves
     * @param ends characters after which a piece may begin
     */
    Shingles(int length, String ends) {
        this.length = length;
        this.ends = ends;
        this.top = top(length);
    }

    /**
     * Keeps a text a secret.
     *
     * @param text plain
     * @param from where it comes from
     */
    void add(String text, String from) {
        for (int i = 0; i + length <= text.length(); i++) {
            if (i == 0 || ends.indexOf(text.charAt(i - 1)) >= 0) {
                String piece = text.substring(i, i + length);
                pieces.computeIfAbsent(piece.hashCode(), hash -> new HashMap<>()).putIfAbsent(piece, from);
            }
        }
    }

    /** Takes away what everybody may see. */
    void allow(String text) {
        roll(text, (hash, start) -> {
            Map<String, String> same = pieces.get(hash);
            if (same != null) {
                same.remove(text.substring(start, start + length));
            }
            return Optional.<String>empty();
        });
    }

    /** Where the first secret in a text comes from; the text is plain. */
    Optional<String> in(String text) {
        return roll(text, (hash, start) -> {
            Map<String, String> same = pieces.get(hash);
            return same == null ? Optional.empty() : Optional.ofNullable(same.get(text.substring(start, start + length)));
        });
    }

    /** Looks at one place of a text. */
    @FunctionalInterface
    private interface Look {
        Optional<String> at(int hash, int start);
    }

    /** The hash is that of {@link String#hashCode}, carried from place to place. */
    private Optional<String> roll(String text, Look look) {
        int hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = (i < length ? hash : hash - text.charAt(i - length) * top) * BASE + text.charAt(i);
            if (i >= length - 1) {
                Optional<String> found = look.at(hash, i - length + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static int top(int length) {
        int top = 1;
        for (int i = 1; i < length; i++) {
            top *= BASE;
        }
        return top;
    }
}
