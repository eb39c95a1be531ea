package dev.pagewalk.desk;

import dev.pagewalk.desk.bench.BenchProcess;
import dev.pagewalk.desk.bench.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * Watches the exercises: whenever a file is saved, tries the current kata; a key does what the command of that name does.
 * One thread: it looks at the keys, the files and the verdict in turn.
 */
final class Watch {
    private static final long LOOK_EVERY = 50;
    private static final int NARROWEST = 40;

    private final Desk desk;
    private final Ink base;
    private final SourceFiles files;
    private Pane pane;

    private CompletableFuture<Verdict> running = CompletableFuture.completedFuture(null);
    private boolean isRunning;
    private Kata tried;
    private byte[] triedSource = {};
    private boolean again;
    private boolean resetAsked;

    Watch(Desk desk, Ink ink) {
        this.desk = desk;
        this.base = ink;
        this.files = new SourceFiles(desk.workshop());
        this.tried = desk.state().current();
        this.pane = new Pane(ink, desk);
    }

    /** Until the student quits. */
    void run() {
        try (Terminal terminal = terminal();
                BenchProcess bench = desk.bench(Limit.DEFAULT)) {
            Attributes before = terminal.enterRawMode();
            try {
                follow(terminal, bench);
            } finally {
                terminal.setAttributes(before);
                terminal.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Terminal terminal() throws IOException {
        if (System.console() == null) {
            throw new Trouble("Watching needs a terminal: call 'kata run' here, or see 'kata help'.");
        }
        try {
            return TerminalBuilder.builder().system(true).dumb(false).build();
        } catch (IllegalStateException e) {
            throw new Trouble("This terminal (TERM=" + System.getenv("TERM") + ") gives no single keys: call 'kata run' after each change.");
        }
    }

    private void follow(Terminal terminal, BenchProcess bench) throws IOException {
        NonBlockingReader keys = terminal.reader();
        again = true;
        while (true) {
            resize(terminal);
            if (files.haveChanged()) {
                again = true;
            }
            if (again && !isRunning) {
                start(bench);
                draw(terminal);
            }
            if (isRunning && running.isDone()) {
                finish();
                draw(terminal);
            }
            int key = keys.read(LOOK_EVERY);
            if (key == 'q' || key == NonBlockingReader.EOF) {
                return;
            }
            if (key >= 0) {
                press((char) key);
                draw(terminal);
            }
        }
    }

    private void start(BenchProcess bench) {
        again = false;
        tried = desk.state().current();
        try {
            triedSource = desk.source(tried);
            running = bench.run(tried.job());
            isRunning = true;
            pane.trying(tried);
        } catch (Trouble gone) {
            pane.say(List.of(gone.getMessage()));
        }
    }

    private void finish() {
        isRunning = false;
        Verdict verdict = running.join();
        desk.state().saw(tried, Hash.of(triedSource), verdict);
        pane.show(tried, verdict);
    }

    private void press(char key) {
        boolean sure = resetAsked && key == 'y';
        resetAsked = false;
        Kata current = desk.state().current();
        try {
            switch (key) {
                case 'r' -> again = true;
                case 'h' -> pane.say(new Helper(pane.ink(), desk).forKata(current));
                case 'l' -> pane.say(new Overview(pane.ink(), desk).lines());
                case 'c' -> pane.say(List.of("'c' comes with the next slice"));
                case 'n' -> next(current);
                case 'x' -> ask(current);
                default -> other(key, sure, current);
            }
        } catch (Trouble trouble) {
            pane.say(List.of(trouble.getMessage()));
        }
    }

    private void other(char key, boolean sure, Kata current) {
        if (sure) {
            pane.say(List.of(new Resetting(desk).reset(current)));
        } else if (Character.isDigit(key) && key - '0' < Kata.ALL.size()) {
            choose(Kata.ALL.get(key - '0'));
        } else {
            pane.say(List.of());
        }
    }

    private void ask(Kata current) {
        resetAsked = true;
        pane.say(List.of("Put " + current.file() + " back as it came? What you have is kept in .kata/backup. y: yes, any other key: no"));
    }

    private void next(Kata current) {
        Optional<Kata> next = new Overview(pane.ink(), desk).next(current);
        if (next.isEmpty()) {
            pane.say(List.of("All katas are done. Hand them in with 'kata submit'."));
        } else {
            choose(next.get());
        }
    }

    private void choose(Kata kata) {
        desk.state().choose(kata);
        pane.say(List.of());
        again = true;
    }

    private void resize(Terminal terminal) {
        int width = terminal.getWidth();
        if (width >= NARROWEST && width != pane.ink().width()) {
            pane.use(base.wide(width));
        }
    }

    private void draw(Terminal terminal) {
        terminal.puts(Capability.clear_screen);
        pane.lines().forEach(line -> terminal.writer().println(pane.ink().plain(line)));
        terminal.flush();
    }
}
