package dev.pagewalk.grader.engine.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the first part of what a process prints, and drains the rest. What it says is data: nobody parses it. */
final class OutputCapture {
    static final int KEPT = 64 * 1024;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread reader;

    OutputCapture(InputStream output) {
        reader = new Thread(() -> drain(output), "output of a worker");
        reader.setDaemon(true);
        reader.start();
    }

    private void drain(InputStream output) {
        byte[] buffer = new byte[8192];
        try (output) {
            for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
                keep(buffer, read);
            }
        } catch (IOException e) {
            // the process is gone, and its pipe with it
        }
    }

    private synchronized void keep(byte[] bytes, int length) {
        kept.write(bytes, 0, Math.min(length, KEPT - kept.size()));
    }

    /** What was kept so far; waits a moment for the last of it. */
    String text() {
        try {
            reader.join(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
