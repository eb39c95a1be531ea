package dev.pagewalk.desk;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.desk.bench.Bench;
import dev.pagewalk.desk.bench.Classes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The student's katas that a story is told with: the one that it is about, and those that its tests mention. */
final class Players implements Supplier<MmOps>, AutoCloseable {
    private final Classes classes;
    private final List<Class<?>> katas = new ArrayList<>();

    private Players(Classes classes) {
        this.classes = classes;
    }

    /** @throws Trouble if they do not compile */
    static Players of(Desk desk, Kata kata) {
        Bench bench = new Bench(desk.workshop());
        List<String> errors = bench.compile(kata.job());
        if (!errors.isEmpty()) {
            throw new Trouble("It does not compile: " + errors.get(0));
        }
        Players players = new Players(bench.classes(kata.job()));
        Kata.ALL.forEach(each -> players.load(each.job().kata()));
        return players;
    }

    private void load(String name) {
        try {
            katas.add(classes.loadClass(name));
        } catch (ClassNotFoundException hasNoPart) {
            // another kata
        }
    }

    /** New ones, for each execution. */
    @Override
    public MmOps get() {
        MmOps ops = MmOps.plain();
        for (Class<?> kata : katas) {
            try {
                ops = ops.with(kata.getDeclaredConstructor().newInstance());
            } catch (ReflectiveOperationException e) {
                throw new Trouble(kata.getSimpleName() + " needs a constructor without parameters that does not fail: " + e + ".");
            }
        }
        return ops;
    }

    @Override
    public void close() {
        try {
            classes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
