package dev.pagewalk.desk;

import dev.pagewalk.desk.bench.BenchProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
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
    private final Pane pane;
    private boolean resetAsked;

    Watch(Desk desk, Ink ink) {
        this.desk = desk;
        this.base = ink;
        this.pane = new Pane(ink, desk);
    }

    /** Until the student quits. */
    void run() {
        try (Terminal terminal = terminal();
                BenchProcess bench = desk.bench(Limit.DEFAULT)) {
            Attributes before = terminal.enterRawMode();
            try {
                follow(terminal, new Trials(desk, bench, pane));
            } finally {
                terminal.setAttributes(before);
                terminal.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keys one by one, or a sentence why not. The script asks for a console that is null where there is no terminal, on newer JDKs too. */
    @SuppressWarnings("SystemConsoleNull")
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

    private void follow(Terminal terminal, Trials trials) throws IOException {
        NonBlockingReader keys = terminal.reader();
        SourceFiles files = new SourceFiles(desk.workshop());
        trials.tryCurrent();
        int key = NonBlockingReader.READ_EXPIRED;
        while (key != 'q' && key != NonBlockingReader.EOF) {
            boolean news = resize(terminal);
            if (files.haveChanged()) {
                trials.tryCurrent();
            }
            if (key >= 0) {
                press((char) key, trials);
                news = true;
            }
            if (trials.goOn() || news) {
                draw(terminal);
            }
            key = keys.read(LOOK_EVERY);
        }
    }

    private void press(char key, Trials trials) {
        Kata current = desk.state().current();
        try {
            if (resetAsked) {
                answer(key, current);
                return;
            }
            switch (key) {
                case 'r' -> trials.tryCurrent();
                case 'h' -> hint(current);
                case 'f' -> pane.nextFailure();
                case 'l' -> pane.list();
                case 'c' -> trials.tryAll();
                case 'n' -> next(current, trials);
                case 'x' -> ask(current);
                default -> other(key, trials);
            }
        } catch (Trouble trouble) {
            pane.say(trouble.sentence());
        }
    }

    private void hint(Kata current) {
        Helper helper = new Helper(pane.ink(), desk);
        pane.hint(pane.failure().map(failure -> helper.forFailure(current, failure)).orElseGet(() -> helper.forKata(current)));
    }

    /** A digit goes to its kata. */
    private void other(char key, Trials trials) {
        int number = Character.digit(key, 10);
        if (number >= 0 && number < Kata.ALL.size()) {
            choose(Kata.ALL.get(number), trials);
        } else {
            pane.say(List.of());
        }
    }

    private void ask(Kata current) {
        resetAsked = true;
        pane.say(List.of(pane.ink().yellow("Put " + current.file() + " back as it came? y: yes, any other key: no"),
                "What you have is kept in .kata/backup."));
    }

    /** The key that answers is nothing else. */
    private void answer(char key, Kata current) {
        resetAsked = false;
        pane.say(key == 'y' ? new Resetting(desk).reset(current) : "Not put back: " + current.file() + " stays as it is.");
    }

    private void next(Kata current, Trials trials) {
        Optional<Kata> next = new Overview(pane.ink(), desk).next(current);
        if (next.isEmpty()) {
            pane.say("All visible tests of all katas pass. Hand them in with 'kata submit'.");
        } else {
            choose(next.get(), trials);
        }
    }

    private void choose(Kata kata, Trials trials) {
        desk.state().choose(kata);
        pane.say(List.of());
        trials.tryCurrent();
    }

    private boolean resize(Terminal terminal) {
        int width = terminal.getWidth();
        boolean resized = width >= NARROWEST && width != pane.ink().width();
        if (resized) {
            pane.use(base.wide(width));
        }
        return resized;
    }

    private void draw(Terminal terminal) {
        terminal.puts(Capability.clear_screen);
        pane.lines().forEach(line -> terminal.writer().println(pane.ink().plain(line)));
        terminal.flush();
    }
}
