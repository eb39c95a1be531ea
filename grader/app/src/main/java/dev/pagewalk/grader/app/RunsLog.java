package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.report.FileStore;
import dev.pagewalk.grader.engine.report.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** {@code runs.jsonl}: a line per run of a command into a results directory: who, when, where, why. */
final class RunsLog {
    private static final String FILE = "runs.jsonl";

    private RunsLog() {}

    static void add(FileStore store, String command, Map<String, Object> what) throws IOException {
        Map<String, Object> line = new TreeMap<>(what);
        line.put("command", command);
        line.put("when", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        line.putIfAbsent("who", System.getProperty("user.name", ""));
        line.put("host", host());
        line.put("jdk", Runtime.version().toString());
        store.append(FILE, (Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
