package dev.pagewalk.grader.engine.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options for a worker's JVM, of which each is used only where this JVM says that it knows it.
 *
 * <p>{@code --illegal-native-access=deny} is not among them: with it a JVM of 25 takes no linked classes from its AOT
 * cache and starts in twice the time. The {@linkplain RuntimeStore runtime} of a worker has no linker instead.
 */
final class JvmFlags {
    private static final List<String> WANTED = List.of(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+DisableAttachMechanism",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:+SuppressFatalErrorMessage",
            "-XX:MaxMetaspaceSize=192m",
            "-XX:MaxDirectMemorySize=32m",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:CompileThresholdScaling=4", // most methods of a worker are called a few hundred times, and compiled in vain
            "-XX:-AOTReplayTraining", // it compiles at once what a worker may never call
            "--finalization=disabled",
            "-Djdk.virtualThreadScheduler.parallelism=1"); // the explorer runs one CPU at a time
    private static final Pattern ADVANCED = Pattern.compile("-XX:[+-]?(\\w+).*");

    /** What a JVM said to which command: it says the same to every grader of this process. */
    private static final Map<List<String>, String> SAID = new ConcurrentHashMap<>();

    private final String java;
    private final ProcessStarter starter;
    private final String known;

    /** @throws IOException if the JVM cannot be asked */
    JvmFlags(String java, ProcessStarter starter) throws IOException {
        this.java = java;
        this.starter = starter;
        this.known = output(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+PrintFlagsFinal", "-version"));
    }

    /** Whether the JVM has an advanced option of this name. */
    boolean has(String name) {
        return Pattern.compile("\\b" + name + "\\b").matcher(known).find();
    }

    /** Those of the wanted options that the JVM takes. */
    List<String> probe() throws IOException {
        List<String> taken = new ArrayList<>();
        for (String option : WANTED) {
            if (isKnown(option)) {
                taken.add(option);
            }
        }
        return List.copyOf(taken);
    }

    private boolean isKnown(String option) throws IOException {
        Matcher advanced = ADVANCED.matcher(option);
        return advanced.matches()
                ? has(advanced.group(1))
                : !output(List.of(option, "-version")).isEmpty();
    }

    /** What the JVM prints with these options, or nothing if it refuses them. */
    private String output(List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(options);
        String before = SAID.get(command);
        String said = before == null ? ask(command) : before;
        SAID.put(command, said);
        return said;
    }

    private String ask(List<String> command) throws IOException {
        Process process = starter.start(new ProcessBuilder(command).redirectErrorStream(true));
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return process.waitFor() == 0 ? printed : "";
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking the JVM for its options", e);
        }
    }
}
