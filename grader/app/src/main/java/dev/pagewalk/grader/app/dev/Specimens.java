package dev.pagewalk.grader.app.dev;

import dev.pagewalk.grader.engine.manifest.Manifest;
import dev.pagewalk.grader.engine.manifest.PlannedCheck;
import dev.pagewalk.grader.engine.matrix.Corpus;
import dev.pagewalk.grader.engine.matrix.Specimen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every submission that comes with the grader says what must become of it, and names checks that exist. */
final class Specimens {
    private final House house;
    private final Manifest manifest;

    Specimens(House house, Manifest manifest) {
        this.house = house;
        this.manifest = manifest;
    }

    List<Complaint> complaints() throws IOException {
        Path submissions = house.root().resolve("grader/submissions");
        Set<String> checks = manifest.katas().stream()
                .flatMap(kata -> manifest.checks(kata).stream())
                .map(PlannedCheck::id)
                .collect(Collectors.toSet());
        List<Complaint> complaints = new ArrayList<>();
        for (Specimen specimen : new Corpus(manifest.katas()).read(submissions)) {
            String file = house.name(specimen.delivery().path().resolve("expected.json"));
            specimen.expected().falls().stream()
                    .filter(check -> !checks.contains(check))
                    .forEach(check -> complaints.add(new Complaint(file, "there is no check " + check, "./grader/pagewalk rubric " + check.replaceFirst("\\..*", ""))));
        }
        for (Path source : House.below(submissions, "Kata.java")) {
            if (!isExpected(source, submissions)) {
                complaints.add(new Complaint(house.name(source), "it says nowhere what must become of it", "./grader/pagewalk matrix --help"));
            }
        }
        return complaints;
    }

    /** A submission may hold its files at any depth. */
    private static boolean isExpected(Path source, Path submissions) {
        Path folder = source.getParent();
        while (folder != null && !folder.equals(submissions) && !Files.exists(folder.resolve("expected.json"))) {
            folder = folder.getParent();
        }
        return folder != null && !folder.equals(submissions);
    }
}
