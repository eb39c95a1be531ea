package dev.pagewalk.grader.app.dev;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.Curriculum;
import dev.pagewalk.grader.engine.Grader;
import dev.pagewalk.grader.engine.Limits;
import dev.pagewalk.grader.engine.manifest.Manifest;
import dev.pagewalk.grader.engine.process.ModulePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whether everything that belongs to a kata is there and fits together. */
public final class DevCheck {
    private final House house;
    private final Curriculum curriculum;
    private final Manifest manifest;

    public DevCheck(Path root, Curriculum curriculum) {
        this.house = new House(root);
        this.curriculum = curriculum;
        this.manifest = new Manifest(curriculum.graded());
    }

    /** What can be seen by reading. */
    public List<Complaint> reading() throws IOException {
        List<Complaint> complaints = new ArrayList<>();
        Handouts handouts = new Handouts(house);
        for (Kata kata : manifest.katas()) {
            complaints.addAll(new Tasks(house, manifest).complaints(kata));
            complaints.addAll(handouts.headings(kata));
            complaints.addAll(new Bibliography(house).complaints(kata));
            complaints.addAll(Stubs.complaints(house, kata));
        }
        complaints.addAll(handouts.code());
        complaints.addAll(handouts.unprinted());
        complaints.addAll(new Bibliography(house).ofHandout(house.root().resolve("handouts/what-became-of-it.adoc")));
        complaints.addAll(new Links(house).complaints());
        complaints.addAll(new Specimens(house, manifest).complaints());
        return complaints;
    }

    /** What can be seen by running. */
    public List<Complaint> running() throws IOException, ReflectiveOperationException {
        Path work = Files.createTempDirectory("dev-check");
        try {
            Behaviour behaviour = new Behaviour(house, manifest.katas(), work);
            List<Complaint> complaints = new ArrayList<>(behaviour.underTest());
            complaints.addAll(behaviour.underGrading(this::grader));
            return complaints;
        } finally {
            delete(work);
        }
    }

    private Grader grader(String salt) throws IOException {
        return new Grader(curriculum, ModulePath.ofThisProcess(), Limits.DEFAULT, salt, ProcessBuilder::start);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(DevCheck::deleteFile);
        }
    }

    private static void deleteFile(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
