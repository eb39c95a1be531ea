package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.app.dev.House;
import dev.pagewalk.grader.app.dev.VisibleTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What handouts tell students to put into their tests compiles there, is green for the reference, and red for the bug that it is about. */
class HandoutCodeTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path CODE = ROOT.resolve("handouts/code");
    private static final House HOUSE = new House(ROOT);
    private static final Pattern GOES_INTO = Pattern.compile("into (\\w+)\\. .* red for (grader/submissions/\\S+)\\.\\R");

    @TempDir
    private Path work;

    @TestFactory
    Stream<DynamicTest> a_test_from_a_handout_is_green_for_the_reference_and_red_for_its_bug() {
        return Wiring.CURRICULUM.katas().stream()
                .filter(kata -> Files.exists(code(kata)))
                .map(kata -> DynamicTest.dynamicTest(kata.id(), () -> tried(kata)));
    }

    @Test
    void every_other_piece_of_code_is_a_class_that_compiles() throws Exception {
        Map<String, String> files = new LinkedHashMap<>();
        for (Path file : pieces()) {
            String name = file.getFileName().toString();
            if (Character.isUpperCase(name.charAt(0))) {
                files.put(name, Files.readString(file));
            } else {
                assertTrue(Wiring.CURRICULUM.katas().stream().anyMatch(kata -> code(kata).equals(file)), name + " is of no kata");
            }
        }

        new VisibleTests(HOUSE).runFiles(List.of(), files, work);
    }

    private void tried(Kata kata) throws Exception {
        String piece = Files.readString(code(kata));
        Matcher head = GOES_INTO.matcher(piece);
        assertTrue(head.find(), "says neither where it goes nor what it is red for");
        Path test = HOUSE.visibleTests(kata).resolve(head.group(1) + ".java");
        Map<String, String> files = new LinkedHashMap<>();
        files.put(head.group(1) + ".java", put(piece, Files.readString(test)));
        for (Kata each : Wiring.CURRICULUM.katas()) {
            files.put(each.sourceFile(), Files.readString(HOUSE.reference(each)).replace("package dev.pagewalk.solutions.", "package dev.pagewalk.katas."));
        }

        TestExecutionSummary right = run(kata, files, "right");
        files.put(kata.sourceFile(), Files.readString(ROOT.resolve(head.group(2)).resolve(kata.sourceFile())));
        TestExecutionSummary wrong = run(kata, files, "wrong");

        String name = piece.replaceFirst("(?s).*?\\bvoid (\\w+)\\(.*", "$1");
        assertEquals(List.of(), failed(right));
        assertTrue(failed(wrong).stream().anyMatch(each -> each.startsWith(name + "(")), () -> name + " is not red: " + failed(wrong));
    }

    /** As a student does it: imports to the imports, the test to the end. */
    private static String put(String piece, String test) {
        int lastImport = test.lastIndexOf("\nimport ") + 1;
        String withImports = test.substring(0, lastImport) + tagged(piece, "imports") + test.substring(lastImport);
        int end = withImports.lastIndexOf('}');
        return withImports.substring(0, end) + tagged(piece, "test") + "}\n";
    }

    private static String tagged(String piece, String tag) {
        Matcher found = Pattern.compile("(?s)// tag::" + tag + "\\[]\\R(.*)// end::" + tag + "\\[]").matcher(piece);
        return found.find() ? found.group(1) : "";
    }

    private TestExecutionSummary run(Kata kata, Map<String, String> files, String folder) throws Exception {
        return new VisibleTests(HOUSE).runFiles(List.of(kata), files, Files.createDirectories(work.resolve(kata.id()).resolve(folder)));
    }

    private static List<String> failed(TestExecutionSummary summary) {
        return summary.getFailures().stream().map(failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException()).toList();
    }

    private static Path code(Kata kata) {
        return CODE.resolve(kata.id() + ".java");
    }

    private static List<Path> pieces() throws IOException {
        try (Stream<Path> files = Files.list(CODE)) {
            return files.sorted().toList();
        }
    }
}
