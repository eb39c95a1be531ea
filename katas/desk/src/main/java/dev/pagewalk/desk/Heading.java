package dev.pagewalk.desk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a kata is called, and its files, as paths that a terminal makes links of. */
final class Heading {
    private final Ink ink;
    private final Path home;

    Heading(Ink ink, Desk desk) {
        this.ink = ink;
        this.home = desk.home();
    }

    /**
     * <pre>
     *   Kata 1: a reference count for a PTE table
     *   edit   exercises/src/main/java/dev/pagewalk/katas/k1_refcount/RefcountKata.java
     *   spec   core/src/main/java/dev/pagewalk/core/contract/CowPteRefcount.java
     *   read   handouts/kata-1-refcount.html
     * </pre>
     */
    List<String> lines(Kata kata) {
        List<String> lines = new ArrayList<>();
        lines.add(ink.bold(kata.heading()));
        lines.add(line("edit", kata.path()));
        lines.add(line("spec", kata.contractPath()));
        kata.handoutPath(home).ifPresent(path -> lines.add(line("read", path)));
        return lines;
    }

    private String line(String label, String path) {
        return ink.dim(label) + "   " + path;
    }
}
