package dev.pagewalk.grader.engine.intake.exports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Moodle, "Download all submissions": per participant a folder {@code Ann Lee_4711_assignsubmission_file}, or, without
 * folders, files {@code Ann Lee_4711_assignsubmission_file_Name.java}. It has no times.
 */
final class Moodle implements Platform {
    private static final Pattern NAME = Pattern.compile("(.+)_(\\d+)_assignsubmission_(file|onlinetext)_?(.*)");

    @Override
    public boolean knows(List<String> paths) {
        return paths.stream().anyMatch(path -> NAME.matcher(path.split("/", 2)[0]).matches());
    }

    @Override
    public List<Exported> read(Path export, Staging staging) throws IOException {
        Map<String, Exported> participants = new TreeMap<>();
        List<Path> children;
        try (Stream<Path> all = Files.list(export)) {
            children = all.sorted().toList();
        }
        for (Path child : children) {
            Matcher matcher = NAME.matcher(String.valueOf(child.getFileName()));
            if (matcher.matches()) {
                add(participants, export, child, matcher, staging);
            }
        }
        return List.copyOf(participants.values());
    }

    /** Files come before texts in the order of names; a text counts only if there is no file. */
    private static void add(Map<String, Exported> participants, Path export, Path child, Matcher matcher, Staging staging)
            throws IOException {
        String number = matcher.group(2);
        Exported known = participants.get(number);
        boolean isText = matcher.group(3).equals("onlinetext");
        if (Files.isRegularFile(child)) {
            Path folder = known == null ? staging.folder() : known.path();
            if (folder.startsWith(export)) {
                return;
            }
            Files.copy(child, folder.resolve(matcher.group(4).isEmpty() ? "file" : matcher.group(4)));
            participants.putIfAbsent(number, exported(matcher, folder));
        } else if (known == null || !isText) {
            participants.put(number, exported(matcher, Staging.unwrapped(child)));
        }
    }

    private static Exported exported(Matcher matcher, Path path) {
        String name = matcher.group(1);
        String number = matcher.group(2);
        return new Exported(List.of(number, "Participant " + number, name), name + "_" + number, Optional.empty(), path);
    }
}
