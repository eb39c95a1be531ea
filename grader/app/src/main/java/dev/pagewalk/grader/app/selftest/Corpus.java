package dev.pagewalk.grader.app.selftest;

import dev.pagewalk.grader.engine.intake.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Submissions with what should come of each: directories that hold an {@code expected.json}, by name. */
final class Corpus {
    private static final String EXPECTED = "expected.json";

    private final Map<String, Path> directories = new TreeMap<>();
    private final Map<String, Expected> expected = new TreeMap<>();

    /** @throws IOException if a directory cannot be read, or does not say what it should */
    Corpus(Path root) throws IOException {
        try (Stream<Path> children = Files.list(root)) {
            for (Path each : children.sorted().toList()) {
                if (Files.isRegularFile(each.resolve(EXPECTED))) {
                    String id = each.getFileName().toString();
                    directories.put(id, each);
                    expected.put(id, Expected.read(each.resolve(EXPECTED)));
                }
            }
        }
    }

    int size(boolean withPolicy) {
        return ids(withPolicy).size();
    }

    Expected expected(String id) {
        return known(expected, id);
    }

    /** Those that run: an archive called {@code submission} stands for its directory. */
    List<Delivery> deliveries(boolean withPolicy) throws IOException {
        List<Delivery> deliveries = new ArrayList<>();
        for (String id : ids(withPolicy)) {
            deliveries.add(new Delivery(id, place(known(directories, id))));
        }
        return deliveries;
    }

    private List<String> ids(boolean withPolicy) {
        return directories.keySet().stream().filter(id -> withPolicy || expected(id).runsTwice()).toList();
    }

    private static <T> T known(Map<String, T> cases, String id) {
        return Objects.requireNonNull(cases.get(id), "ids are those of the cases");
    }

    private static Path place(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child -> child.getFileName().toString().startsWith("submission."))
                    .findFirst()
                    .orElse(directory);
        }
    }
}
