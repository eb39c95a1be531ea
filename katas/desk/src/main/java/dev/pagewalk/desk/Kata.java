package dev.pagewalk.desk;

import dev.pagewalk.desk.bench.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kata of the bundle.
 *
 * @param number as people say it: kata 1
 * @param folder its package, without what all have in common
 * @param name the name of the class to write, without what all have in common
 * @param title what it is about
 * @param contract the interface that it implements, whose Javadoc says what each method must do
 * @param handout the name of its handout, without what says of which form it is
 */
record Kata(int number, String folder, String name, String title, String contract, String handout) {
    private static final String PACKAGE = "dev.pagewalk.katas.";
    private static final String SOURCES = "exercises/src/main/java/dev/pagewalk/katas/";
    private static final String CONTRACTS = "core/src/main/java/dev/pagewalk/core/contract/";

    /** All of them, in the order in which they are meant to be written. */
    static final List<Kata> ALL = List.of(
            new Kata(0, "k0_walk", "Walk", "walk page tables by hand", "PageWalk", "kata-0-walk"),
            new Kata(1, "k1_refcount", "Refcount", "a reference count for a PTE table", "CowPteRefcount", "kata-1-refcount"),
            new Kata(2, "k2_fork", "Fork", "fork shares PTE tables", "CopyPmdRange", "kata-2-fork"),
            new Kata(3, "k3_break", "Break", "writers break away from a shared table", "BreakCowPte", "kata-3-break"),
            new Kata(4, "k4_pteref", "PteRef", "a reference for every visitor and entry, under RCU", "PteRef", "kata-4-pteref"),
            new Kata(5, "k5_reclaim", "Reclaim", "empty tables are freed", "FreeUserPte", "kata-5-reclaim"),
            new Kata(6, "k6_cache", "TableCache", "tables from a cache under a protection key", "TableCache", "kata-6-table-cache"));

    /** The kata that a student means by {@code k1}, {@code K1} or {@code 1}. */
    static Kata called(String word) {
        String id = word.toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(kata -> id.equals(kata.id()) || id.equals(String.valueOf(kata.number)))
                .findFirst()
                .orElseThrow(() -> new Trouble("There is no kata '" + word + "': they are called k0 to k" + (ALL.size() - 1) + "."));
    }

    /** {@code k1}. */
    String id() {
        return "k" + number;
    }

    /** {@code RefcountKata.java}. */
    String file() {
        return name + "Kata.java";
    }

    /** Where to write it, from the bundle's folder on, with {@code /}. */
    String path() {
        return SOURCES + folder + "/" + file();
    }

    /** What to read before: the specification, from the bundle's folder on. */
    String contractPath() {
        return CONTRACTS + contract + ".java";
    }

    /** The handout, from the bundle's folder on, if there is one: as a page in a bundle, beside the katas where they are written. */
    Optional<String> handoutPath(Path home) {
        return Stream.of("handouts/" + handout + ".html", "../handouts/" + handout + ".adoc")
                .filter(path -> Files.isRegularFile(home.resolve(path)))
                .findFirst();
    }

    Path source(Path home) {
        return home.resolve(path());
    }

    /** What is compiled and run for it. */
    Job job() {
        return new Job(PACKAGE + folder + "." + name + "Kata", PACKAGE + folder + "." + name + "Test");
    }

    /** {@code Kata 1: a reference count for a PTE table}. */
    String heading() {
        return "Kata " + number + ": " + title;
    }
}
