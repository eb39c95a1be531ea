package dev.pagewalk.grader.engine.matrix;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.intake.Handin;
import dev.pagewalk.grader.engine.intake.Ids;
import dev.pagewalk.grader.engine.intake.Intake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds specimens: every directory below a root that has an {@code expected.json} in it. */
public final class Corpus {
    private static final String EXPECTED = "expected.json";
    private static final int DEPTH = 6;

    /** These are the self-test's: they run in a sandbox only, and say nothing about checks. */
    private static final String HOSTILE = "hostile";

    private final List<Kata> katas;
    private final Intake intake;

    /** @param katas whose files are looked for */
    public Corpus(List<Kata> katas) {
        this.katas = katas;
        this.intake = new Intake(katas);
    }

    /**
     * The specimens below a directory, in the order of their paths. The id of one tells its path, for example
     * {@code k1.wrong-signature}.
     */
    public List<Specimen> read(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> below = Files.find(root, DEPTH, (path, attributes) -> path.endsWith(EXPECTED) && attributes.isRegularFile())) {
            files = below.filter(file -> !root.relativize(file).startsWith(HOSTILE)).sorted().toList();
        }
        Ids ids = new Ids();
        List<Specimen> specimens = new ArrayList<>();
        for (Path file : files) {
            Path folder = Objects.requireNonNull(file.getParent(), "what was found below a folder lies in one");
            specimens.add(specimen(new Delivery(ids.unique(id(root, folder)), folder), Expected.read(file)));
        }
        return specimens;
    }

    private static String id(Path root, Path directory) {
        String relative = root.relativize(directory).toString().replace('\\', '/').replace('/', '.');
        return relative.isEmpty() ? String.valueOf(directory.toAbsolutePath().normalize().getFileName()) : relative;
    }

    private Specimen specimen(Delivery delivery, Expected expected) {
        Handin handin = intake.take(delivery);
        List<Kata> held = katas.stream().filter(kata -> handin.file(kata).isPresent()).toList();
        return new Specimen(delivery, expected, held.isEmpty() ? katas : held);
    }
}
