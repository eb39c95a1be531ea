package dev.pagewalk.grader.engine.intake;

import dev.pagewalk.grader.api.Kata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One submission as it was taken in.
 *
 * @param id for people and file names
 * @param sha256 of the names and bytes of its kata files, however they were packed
 * @param files of its katas; a kata that is not in it has none
 * @param ignored what else was in it, the first few
 * @param problem why nothing of it can be used, or empty
 */
public record Handin(String id, String sha256, Map<Kata, KataFile> files, List<String> ignored, String problem) {

    /**
     * The source of one kata.
     *
     * @param name of the file, without folders
     * @param text its contents
     * @param problem why it cannot be used, or empty
     */
    public record KataFile(String name, String text, String problem) {

        /** Whether there is a text. */
        public boolean isGood() {
            return problem.isEmpty();
        }
    }

    /** The file of one kata, if it is in it. */
    public Optional<KataFile> file(Kata kata) {
        return Optional.ofNullable(files.get(kata));
    }

    /** The texts of the files that can be read, by their names. */
    public Map<String, String> sources() {
        Map<String, String> sources = new TreeMap<>();
        files.values().stream().filter(KataFile::isGood).forEach(file -> sources.put(file.name(), file.text()));
        return sources;
    }

    /** Whether there is anything in it that looks like a kata. */
    public boolean holdsKata() {
        return !files.isEmpty();
    }
}
