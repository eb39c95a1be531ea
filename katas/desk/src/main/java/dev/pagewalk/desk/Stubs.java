package dev.pagewalk.desk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The katas' files as they came. */
final class Stubs {
    private Stubs() {}

    static byte[] of(Kata kata) {
        String name = "stubs/" + kata.file() + ".txt";
        try (InputStream in = Stubs.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the desk was built without " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a file is as it came; how its lines end does not matter. */
    static boolean isStub(Kata kata, byte[] source) {
        return Arrays.equals(of(kata), source) || text(of(kata)).equals(text(source));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
