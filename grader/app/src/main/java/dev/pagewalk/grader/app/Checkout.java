package dev.pagewalk.grader.app;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.export.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the katas' source files in a repository. */
final class Checkout {

    private Checkout() {}

    /** The names alone, where nobody knows the repository. */
    static Sources bare(List<Kata> katas) {
        return new Sources(katas.stream().collect(Collectors.toMap(Kata::id, Kata::sourceFile)));
    }

    /** Paths from the top of the repository; a file that is not there has its bare name. */
    static Sources sources(Path repository, List<Kata> katas) throws BadInput {
        if (!Files.isDirectory(repository)) {
            throw new BadInput("There is no directory " + repository + ": give the repository that was graded with --checkout.");
        }
        Map<String, String> paths = new TreeMap<>(bare(katas).paths());
        try (Stream<Path> files = Files.walk(repository)) {
            files.map(repository::relativize)
                    .filter(file -> Files.isRegularFile(repository.resolve(file)) && Stream.of("target", ".git").noneMatch(file::startsWith))
                    .sorted(Comparator.comparingInt(Path::getNameCount).thenComparing(Comparator.naturalOrder()))
                    .forEach(file -> katas.stream()
                            .filter(kata -> file.endsWith(kata.sourceFile()))
                            .forEach(kata -> paths.replace(kata.id(), kata.sourceFile(), file.toString().replace('\\', '/'))));
            return new Sources(paths);
        } catch (IOException | UncheckedIOException e) {
            throw new BadInput("Cannot read " + repository + ": check its permissions.");
        }
    }
}
