package dev.pagewalk.grader.app.bundle;

import dev.pagewalk.grader.app.bundle.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Builds and tests a bundle in an empty folder, as a student does first. */
public final class Trial {
    private static final Pattern COUNTS = Pattern.compile("<testsuite [^>]*\\bname=\"dev\\.pagewalk\\.katas\\.k\\d[^>]*?\\btests=\"(\\d+)\"[^>]*?\\bskipped=\"(\\d+)\"");
    private static final String NOT_HERE = "(?s).*(?:in offline mode|has not been downloaded from it before).*";

    private Trial() {}

    /**
     * How it went.
     *
     * @param waiting visible tests that wait for something to be written
     * @param faults what is wrong, a sentence each; none if it is ready to hand out
     */
    public record Outcome(int waiting, List<String> faults) {}

    /**
     * Builds it.
     *
     * @param work a directory that is empty
     */
    public static Outcome run(Tree bundle, Path work) throws BundleProblem, IOException {
        bundle.write(work);
        Files.createDirectories(work.resolve(".mvn")); // or Maven takes the options of a folder above
        Ended ended = Program.run(work, List.of(Program.maven(), "-q", "-B", "-o", "test"));
        if (ended.code() != 0 && ended.text().matches(NOT_HERE)) {
            ended = Program.run(work, List.of(Program.maven(), "-q", "-B", "test"));
        }
        return judge(ended, work);
    }

    static Outcome judge(Ended ended, Path work) throws IOException {
        List<String> faults = new ArrayList<>();
        if (ended.code() != 0) {
            String first = ended.text().lines().filter(line -> line.contains("ERROR")).findFirst().orElse("it printed no error").trim();
            faults.add("mvn test fails in it: " + first);
        }
        int tests = 0;
        int skipped = 0;
        for (Path report : reports(work)) {
            Matcher counts = COUNTS.matcher(Program.text(report));
            if (counts.find()) {
                tests += Integer.parseInt(counts.group(1));
                skipped += Integer.parseInt(counts.group(2));
            }
        }
        if (ended.code() == 0 && tests == 0) {
            faults.add("it has no visible tests");
        }
        if (tests != skipped) {
            faults.add((tests - skipped) + " of its " + tests + " visible tests do not wait for something to be written: is a stub filled in?");
        }
        return new Outcome(skipped, List.copyOf(faults));
    }

    private static List<Path> reports(Path work) throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml")).toList();
        }
    }
}
