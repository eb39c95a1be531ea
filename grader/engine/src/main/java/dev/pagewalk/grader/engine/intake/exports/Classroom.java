package dev.pagewalk.grader.engine.intake.exports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * GitHub Classroom, {@code gh classroom clone student-repos}: a clone {@code assignment-login} per student. When they
 * were pushed is in the CSV file that Classroom offers, not in the clones.
 */
final class Classroom implements Platform {

    @Override
    public boolean knows(List<String> paths) {
        List<String> folders = paths.stream().filter(path -> path.matches("[^/.][^/]*/")).toList();
        return !folders.isEmpty() && folders.stream().allMatch(folder -> paths.contains(folder + ".git/"));
    }

    @Override
    public List<Exported> read(Path export, Staging staging) throws IOException {
        List<Path> clones;
        try (Stream<Path> all = Files.list(export)) {
            clones = all.filter(clone -> Files.isDirectory(clone.resolve(".git"))).sorted().toList();
        }
        String prefix = commonPrefix(clones.stream().map(Classroom::name).toList());
        return clones.stream()
                .map(clone -> new Exported(names(name(clone)), name(clone).substring(prefix.length()), Optional.empty(), clone))
                .toList();
    }

    private static String name(Path clone) {
        return String.valueOf(clone.getFileName());
    }

    /** What all names begin with, up to a hyphen; nothing if there is only one. */
    private static String commonPrefix(List<String> names) {
        String prefix = names.size() < 2 ? "" : names.get(0);
        for (String name : names) {
            while (!name.startsWith(prefix)) {
                prefix = prefix.substring(0, prefix.length() - 1);
            }
        }
        return prefix.substring(0, prefix.lastIndexOf('-') + 1);
    }

    /** Logins have hyphens themselves: every end of the name may be one, the longest first. */
    private static List<String> names(String name) {
        List<String> names = new ArrayList<>(List.of(name));
        for (int at = name.indexOf('-'); at >= 0; at = name.indexOf('-', at + 1)) {
            names.add(name.substring(at + 1));
        }
        return names;
    }
}
