package dev.pagewalk.grader.engine.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over named contents, each with its length before it, so that no two lists of them look alike. */
public final class Digest {
    private final MessageDigest sha256;

    public Digest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public Digest add(String name, byte[] bytes) {
        add(name.getBytes(StandardCharsets.UTF_8));
        add(bytes);
        return this;
    }

    private void add(byte[] bytes) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).flip());
        sha256.update(bytes);
    }

    /** The digest as 64 hexadecimal digits; call it once. */
    public String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
