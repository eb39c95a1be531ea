package dev.pagewalk.bench.explorer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** Puts the page together: one file that loads nothing, and runs the one script that its policy knows by its hash. */
public final class WalkExplorer {
    /** The name of the file in the figures of the handouts. */
    public static final String FILE = "walk-explorer.html";

    private WalkExplorer() {}

    /** The page, the same on every machine. */
    public static String page() {
        String style = read("explorer.css");
        String script = read("walk.js") + read("words.js") + read("explorer.js");
        String policy = "default-src 'none'; script-src 'sha256-" + sha256(script) + "'; style-src 'sha256-" + sha256(style)
                + "'; base-uri 'none'; form-action 'none'";
        return read("explorer.html").replace("{{policy}}", policy).replace("{{style}}", style).replace("{{script}}", script);
    }

    private static String read(String file) {
        try (InputStream in = Objects.requireNonNull(WalkExplorer.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
