package dev.pagewalk.desk;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Runs other programs. */
class Shell {
    private static final long MOST_SECONDS = 90;

    /** What a program prints; empty if there is none of that name, or it never ends. */
    String run(Path folder, String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win")) {
            words.addAll(0, List.of("cmd", "/c"));
        }
        try {
            Process process = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
            process.getOutputStream().close();
            Thread guard = new Thread(() -> endAfterAWhile(process));
            guard.setDaemon(true);
            guard.start();
            return new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        } catch (IOException none) {
            return "";
        }
    }

    private static void endAfterAWhile(Process process) {
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
        }
    }
}
