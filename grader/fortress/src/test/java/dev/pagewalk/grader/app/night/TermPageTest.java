package dev.pagewalk.grader.app.night;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What stands on the instructor's page about a term is done, from top to bottom. A block with a title is a file: it is written
 * if it is not there yet, and compared if it is. A line after {@code $} is a command; those after it are what it prints,
 * where {@code ...} stands for any lines.
 */
class TermPageTest {
    private static final Path PAGE = Path.of("../../handouts/instructor/a-term.adoc");
    private static final Path SUBMISSIONS = Path.of("../submissions/k1");
    private static final String FENCE = "----";
    private static final String PROMPT = "$ grader/pagewalk ";
    private static final Pattern HANDS_IN = Pattern.compile("// hands in: (\\S+) (\\S+)");
    private static final Pattern TITLE = Pattern.compile("\\.(\\S+\\.\\w+)");
    /** Which submission is ready first, nobody knows. */
    private static final Pattern PROGRESS = Pattern.compile("\\[\\d+/\\d+] .*");

    @TempDir
    Path directory;

    private final Map<String, String> handedIn = new LinkedHashMap<>();
    private final List<String> ran = new ArrayList<>();

    @Test
    void every_command_prints_and_writes_what_the_page_says() throws Exception {
        Iterator<String> lines = Files.readAllLines(PAGE).iterator();
        String before = "";
        while (lines.hasNext()) {
            String line = lines.next();
            Matcher handsIn = HANDS_IN.matcher(line);
            if (handsIn.matches()) {
                handedIn.put(handsIn.group(1), handsIn.group(2));
            } else if (line.equals(FENCE)) {
                follow(TITLE.matcher(before), block(lines));
            }
            before = line;
        }
        assertTrue(ran.size() >= 7, ran::toString);
    }

    private static List<String> block(Iterator<String> lines) {
        List<String> block = new ArrayList<>();
        for (String line = lines.next(); !line.equals(FENCE); line = lines.next()) {
            block.add(line);
        }
        return block;
    }

    private void follow(Matcher title, List<String> block) throws Exception {
        if (title.matches()) {
            file(directory.resolve(title.group(1)), block);
        } else {
            List<String> joined = List.of(String.join("\n", block).replaceAll("\\\\\n *", "").split("\n"));
            for (int i = 0; i < joined.size(); i++) {
                if (joined.get(i).startsWith(PROMPT) && !joined.get(i).contains(" bundle ")) {
                    List<String> rest = joined.subList(i + 1, joined.size());
                    run(joined.get(i).substring(PROMPT.length()), rest.stream().takeWhile(line -> !line.startsWith(PROMPT)).toList());
                }
            }
        }
    }

    private static void file(Path file, List<String> block) throws IOException {
        if (Files.exists(file)) {
            assertEquals(block, Files.readAllLines(file), file.toString());
        } else {
            Files.write(file, block);
        }
    }

    private void run(String arguments, List<String> expected) throws Exception {
        download();
        Path printed = directory.resolve("printed");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), "dev.pagewalk.grader.app.Main"));
        Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(arguments);
        while (word.find()) {
            command.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        int code = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        List<String> actual = Files.readAllLines(printed).stream()
                .filter(line -> !PROGRESS.matcher(line).matches() || expected.contains(line))
                .toList();
        assertTrue(pattern(expected).matcher(String.join("\n", actual)).matches(), () -> arguments + "\n" + String.join("\n", actual));
        assertEquals(0, code, arguments);
        ran.add(arguments);
    }

    private static Pattern pattern(List<String> expected) {
        return Pattern.compile(expected.stream()
                .dropWhile(String::isBlank)
                .map(line -> line.equals("...") ? "(?s:.*)" : Pattern.quote(line))
                .collect(Collectors.joining("\n", "\\s*", "\\s*")));
    }

    /** What Moodle gives of what was handed in so far. */
    private void download() throws IOException {
        Map<String, String> names = names();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(directory.resolve("moodle-kata-1.zip")))) {
            for (Map.Entry<String, String> each : handedIn.entrySet()) {
                zip.putNextEntry(new ZipEntry(names.get(each.getKey()) + "_assignsubmission_file/RefcountKata.java"));
                zip.write(Files.readAllBytes(SUBMISSIONS.resolve(each.getValue()).resolve("RefcountKata.java")));
            }
        }
    }

    /** For example {@code Ann Lee_4711}, from the roster on the page. */
    private Map<String, String> names() throws IOException {
        return Files.readAllLines(directory.resolve("roster.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1] + cells[3].replace("Participant ", "_")));
    }
}
