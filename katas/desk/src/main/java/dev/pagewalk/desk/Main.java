package dev.pagewalk.desk;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kata}. */
@Command(
        name = "kata",
        mixinStandardHelpOptions = true,
        version = "Pagewalk katas 0.1.0",
        header = "Your desk: write a kata, save it, see what its tests say.",
        description = {"Without a command it watches your files, and tries the current kata whenever you save.", ""},
        footer = {"", "Katas are called k0 to k6. Exit code 0: nothing is wrong; 1: something is red; 2: the command cannot be carried out."},
        subcommands = {
            RunCommand.class,
            NextCommand.class,
            HintCommand.class,
            ListCommand.class,
            CheckCommand.class,
            ResetCommand.class,
            ReplayCommand.class,
            SubmitCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main implements Runnable {
    static final int RED = 1;
    static final int USAGE = 2;

    private final Supplier<Desk> desk;
    private final Ink ink;

    @Spec
    CommandSpec spec;

    Main(Supplier<Desk> desk, Ink ink) {
        this.desk = desk;
        this.ink = ink;
    }

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, Ink.charset());
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, Ink.charset());
        System.exit(commandLine(Desk::here, Ink.ofThisProcess(), out, err).execute(args));
    }

    static CommandLine commandLine(Supplier<Desk> desk, Ink ink, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new Main(desk, ink)).setOut(out).setErr(err).setUsageHelpAutoWidth(false);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(ink.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setParameterExceptionHandler((e, words) -> {
            CommandLine failed = e.getCommandLine();
            failed.getErr().println(ink.red("kata: " + e.getMessage()));
            failed.getErr().println("See 'kata help" + (failed.getParent() == null ? "" : " " + failed.getCommandName()) + "'.");
            return USAGE;
        });
        line.setExecutionExceptionHandler((e, failed, parsed) -> {
            if (e instanceof Trouble trouble) {
                failed.getErr().println(ink.red("kata: " + ink.plain(trouble.sentence())));
                return USAGE;
            }
            throw e;
        });
        return line;
    }

    @Override
    public void run() {
        new Watch(desk(), ink).run();
    }

    Desk desk() {
        return desk.get();
    }

    Ink ink() {
        return ink;
    }

    /** Prints a sentence, on as many lines as it takes. */
    void say(String sentence) {
        print(ink.fill(sentence, 0));
    }

    void print(List<String> lines) {
        lines.forEach(this::print);
    }

    void print(String line) {
        spec.commandLine().getOut().println(ink.plain(line));
    }
}
