package dev.pagewalk.desk;

import dev.pagewalk.core.scene.NamedStory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs this command again in a process that waits for a debugger: story, katas and threads are all in that one. */
final class Debugging {
    private static final int MOST = 65_535;

    private final Main main;
    private final int port;

    Debugging(Main main, int port) {
        if (port < 1 || port > MOST) {
            throw new Trouble("--debug " + port + ": a port is a number from 1 to " + MOST + ".");
        }
        this.main = main;
        this.port = port;
    }

    int replay(Kata kata, NamedStory story, String schedule, String model) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=localhost:" + port,
                "-D" + Desk.HOME + "=" + main.desk().home(), "-D" + Ink.WIDTH + "=" + main.ink().width(), "-Djdk.console=java.base",
                "-cp", System.getProperty("java.class.path"), Main.class.getName(),
                "replay", kata.id(), story.name(), "--model", model));
        if (schedule != null) {
            command.addAll(List.of("--schedule", schedule));
        }
        main.say("Set a breakpoint in " + kata.path() + ", then attach: IntelliJ and VS Code 'Attach to kata', Eclipse 'attach-to-kata', or 'jdb -attach " + port + "'.");
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new Trouble("No second Java could be started (" + e.getMessage() + ").");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Main.RED;
        }
    }
}
