package dev.pagewalk.grader.engine.intake.exports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gradescope, "Export submissions": folders {@code submission_4711} beside {@code submission_metadata.yml}, which names
 * the submitters and the time. Every member of a group gets the group's submission.
 */
final class Gradescope implements Platform {
    private static final String METADATA = "submission_metadata.yml";
    private static final Pattern SUBMISSION = Pattern.compile("\"?'?([A-Za-z0-9_.-]+)'?\"?:\\s*");
    private static final Pattern FIELD = Pattern.compile("(\\s+)(- )?:(name|sid|email|created_at|submitters|history): *(.*)");

    /** One entry of the metadata, as it is read line by line. */
    private static final class Entry {
        final String folder;
        final List<List<String>> submitters = new ArrayList<>();
        Optional<Instant> created = Optional.empty();
        boolean past;

        Entry(String folder) {
            this.folder = folder;
        }

        /** Everything below {@code :history:} is about earlier attempts. */
        void field(Matcher field) {
            String name = field.group(3);
            String value = field.group(4).strip().replaceAll("^[\"']|[\"']$", "");
            boolean isTop = field.group(1).length() == 2 && field.group(2) == null;
            if (isTop && (name.equals("history") || name.equals("submitters"))) {
                past = name.equals("history");
            } else if (isTop && name.equals("created_at")) {
                created = instant(value);
            } else if (!past && !name.equals("created_at")) {
                if (field.group(2) != null || submitters.isEmpty()) {
                    submitters.add(new ArrayList<>());
                }
                if (!value.isEmpty()) {
                    submitters.get(submitters.size() - 1).add(value);
                }
            }
        }
    }

    @Override
    public boolean knows(List<String> paths) {
        return paths.stream().anyMatch(path -> path.matches("([^/]+/)?" + Pattern.quote(METADATA)));
    }

    @Override
    public List<Exported> read(Path export, Staging staging) throws IOException {
        Path metadata;
        try (Stream<Path> all = Files.find(export, 2, (file, attributes) -> file.endsWith(METADATA))) {
            metadata = all.sorted().findFirst().orElseThrow();
        }
        List<Exported> exported = new ArrayList<>();
        for (Entry entry : entries(Files.readAllLines(metadata))) {
            Path folder = metadata.resolveSibling(entry.folder);
            if (Files.isDirectory(folder)) {
                for (List<String> submitter : entry.submitters) {
                    exported.add(new Exported(submitter, otherwise(submitter, entry.folder), entry.created, Staging.unwrapped(folder)));
                }
            }
        }
        return exported;
    }

    private static String otherwise(List<String> submitter, String folder) {
        Optional<String> email = submitter.stream().filter(name -> name.contains("@")).findFirst();
        return email.orElse(submitter.isEmpty() ? folder : submitter.get(submitter.size() - 1));
    }

    private static List<Entry> entries(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        for (String line : lines) {
            Matcher submission = SUBMISSION.matcher(line);
            Matcher field = FIELD.matcher(line);
            if (submission.matches()) {
                entries.add(new Entry(submission.group(1)));
            } else if (!entries.isEmpty() && field.matches()) {
                entries.get(entries.size() - 1).field(field);
            }
        }
        return entries;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.replaceFirst(" ", "T").replace(" ", "")).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
