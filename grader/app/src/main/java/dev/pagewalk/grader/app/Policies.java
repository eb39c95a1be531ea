package dev.pagewalk.grader.app;

import dev.pagewalk.grader.api.Kata;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** What each kata may use: three texts, of the JDK, of the core, and of the kata's own family. */
final class Policies {
    private static final Map<String, String> FAMILIES = Map.of(
            "k0", "walk", "k1", "cow", "k2", "cow", "k3", "cow", "k4", "ref", "k5", "ref", "k6", "cache");

    private Policies() {}

    static String of(Kata kata) {
        return text("java") + text("core") + text(FAMILIES.getOrDefault(kata.id(), "cow"));
    }

    private static String text(String name) {
        try (InputStream in = Objects.requireNonNull(Policies.class.getResourceAsStream("policy/" + name + ".txt"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
