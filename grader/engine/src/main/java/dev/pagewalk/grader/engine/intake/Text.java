package dev.pagewalk.grader.engine.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Texts that come from a submission, made harmless. */
public final class Text {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Text() {}

    /**
     * What can be shown: control characters, bidirectional controls and half surrogates as {@code \}{@code u001b},
     * except line feed and tab; cut off after so many characters.
     */
    public static String clean(String text, int max) {
        StringBuilder clean = new StringBuilder();
        int at = 0;
        for (int left = max; left > 0 && at < text.length(); left--) {
            int each = text.codePointAt(at);
            append(clean, each);
            at += Character.charCount(each);
        }
        return at < text.length() ? clean + " …" : clean.toString();
    }

    /** As {@link #clean}, in one line. */
    public static String line(String text, int max) {
        return clean(text.replace("\n", " ").replace("\t", " "), max);
    }

    private static void append(StringBuilder clean, int each) {
        if (isHarmless(each)) {
            clean.appendCodePoint(each);
        } else {
            clean.append(String.format("\\u%04x", each));
        }
    }

    private static boolean isHarmless(int each) {
        if (each == '\n' || each == '\t') {
            return true;
        }
        return switch (Character.getType(each)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }

    /** The text in these bytes, without a byte order mark. */
    static String decode(String name, byte[] bytes) throws IntakeProblem {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IntakeProblem(name + " is not UTF-8: save it with that encoding and hand it in again.");
        }
    }
}
