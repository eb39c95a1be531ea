package dev.pagewalk.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts a kata's file back as it came, and keeps what was there. */
final class Resetting {
    private final Desk desk;

    Resetting(Desk desk) {
        this.desk = desk;
    }

    /** What was done, as a sentence. */
    String reset(Kata kata) {
        Path source = kata.source(desk.home());
        try {
            String kept = "";
            if (Files.exists(source)) {
                if (!desk.isBegun(kata)) {
                    return kata.file() + " is as it came: nothing to reset.";
                }
                kept = " What you had is in " + desk.home().relativize(keep(kata, source)) + ".";
            }
            Files.createDirectories(source.getParent());
            Files.write(source, Stubs.of(kata));
            return kata.file() + " is as it came." + kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path keep(Kata kata, Path source) throws IOException {
        Path folder = Files.createDirectories(desk.home().resolve(".kata/backup"));
        int n = 1;
        while (Files.exists(folder.resolve(kata.file() + "." + n))) {
            n++;
        }
        return Files.copy(source, folder.resolve(kata.file() + "." + n));
    }
}
