package dev.pagewalk.grader.app.bundle;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A file's content.
 *
 * @param bytes all of it
 * @param executable whether it may be started
 */
public record Blob(byte[] bytes, boolean executable) {

    static Blob of(String text) {
        return new Blob(text.getBytes(StandardCharsets.UTF_8), false);
    }

    /** As text; empty if it is none. */
    Optional<String> text() {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
