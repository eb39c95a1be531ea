package dev.pagewalk.desk;

import dev.pagewalk.desk.bench.Bench;
import dev.pagewalk.desk.bench.BenchProcess;
import dev.pagewalk.desk.bench.Verdict;
import dev.pagewalk.desk.bench.Workshop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A bundle's folder, and what is known about the katas in it. */
final class Desk {
    /** Where the script says that the bundle is. */
    static final String HOME = "pagewalk.katas";

    private final Path home;
    private final State state;

    Desk(Path home) {
        this.home = home;
        this.state = new State(home.resolve(".kata/state"));
    }

    /** The bundle that was named by the script, or else the one that this is started in. */
    static Desk here() {
        String named = System.getProperty(HOME);
        if (named != null) {
            return new Desk(Path.of(named).toAbsolutePath().normalize());
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            for (Path home : new Path[] {at, at.resolve("katas")}) {
                if (Files.isRegularFile(Kata.ALL.get(0).source(home))) {
                    return new Desk(home);
                }
            }
        }
        throw new Trouble("The katas are not here: start this in the folder that holds exercises/ and core/.");
    }

    Path home() {
        return home;
    }

    State state() {
        return state;
    }

    Workshop workshop() {
        return Workshop.in(home);
    }

    /** The kata that was named, or else the current one. */
    Kata kata(String named) {
        return named.isEmpty() ? state.current() : Kata.called(named);
    }

    byte[] source(Kata kata) {
        try {
            return Files.readAllBytes(kata.source(home));
        } catch (NoSuchFileException gone) {
            throw new Trouble(kata.path() + " is not there: get it back with 'kata reset " + kata.id() + "'.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a kata's file is there, and no longer as it came. */
    boolean isBegun(Kata kata) {
        return Files.exists(kata.source(home)) && !Stubs.isStub(kata, source(kata));
    }

    /** How the file fared, as it is now; nothing, if it has changed since. */
    Optional<State.Seen> seen(Kata kata) {
        State.Seen seen = state.seen(kata);
        return Files.exists(kata.source(home)) && seen.hash().equals(Hash.of(source(kata))) ? Optional.of(seen) : Optional.empty();
    }

    boolean isDone(Kata kata) {
        return seen(kata).filter(State.Seen::isDone).isPresent();
    }

    long done() {
        return Kata.ALL.stream().filter(this::isDone).count();
    }

    /** A process to try katas in, for as long as one test may take. */
    BenchProcess bench(int seconds) {
        return new BenchProcess(workshop(), seconds * 1000L);
    }

    /** Tries a kata and remembers how it fared. Under a debugger in this process: the breakpoints are in the kata. */
    Verdict run(Kata kata, int seconds) {
        byte[] source = source(kata);
        Verdict verdict;
        if (isDebugged()) {
            verdict = new Bench(workshop()).run(kata.job());
        } else {
            try (BenchProcess bench = bench(seconds)) {
                verdict = bench.run(kata.job()).join();
            }
        }
        state.saw(kata, Hash.of(source), verdict);
        return verdict;
    }

    private static boolean isDebugged() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream().anyMatch(each -> each.contains("jdwp"));
    }
}
