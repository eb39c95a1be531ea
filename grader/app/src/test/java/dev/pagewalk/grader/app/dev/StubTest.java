package dev.pagewalk.grader.app.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every stub is what its reference implementation says: nobody edits one and forgets the other. */
class StubTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path SOLUTIONS = ROOT.resolve("solutions/src/main/java/dev/pagewalk/solutions");
    private static final Path KATAS = ROOT.resolve("katas/exercises/src/main/java/dev/pagewalk/katas");
    /** What the student's command puts back at a reset. */
    private static final Path COPIES = ROOT.resolve("katas/desk/src/main/resources/dev/pagewalk/desk/stubs");

    @TestFactory
    Stream<DynamicTest> every_stub_is_in_sync_with_its_reference() throws IOException {
        return katas(SOLUTIONS).stream().map(kata -> DynamicTest.dynamicTest(kata.toString(), () -> {
            String stub = Stub.of(Files.readString(SOLUTIONS.resolve(kata)));
            for (Path file : List.of(KATAS.resolve(kata), COPIES.resolve(kata.getFileName() + ".txt"))) {
                if (Boolean.getBoolean("pagewalk.writeStubs")) {
                    Files.writeString(file, stub);
                }
                assertEquals(
                        stub,
                        Files.readString(file),
                        file + " is out of sync; to write the stubs anew: mvn -pl grader/app -am test -Dtest=StubTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Dpagewalk.writeStubs=true");
            }
        }));
    }

    @Test
    void every_exercise_has_a_reference() throws IOException {
        assertEquals(katas(SOLUTIONS), katas(KATAS));
    }

    @Test
    void a_block_becomes_its_todo_and_an_unnamed_one_goes_away() {
        String stub = Stub.of("""
                package dev.pagewalk.solutions.k9;
                // STUB import todo;
                // BEGIN SOLUTION
                import helper;
                // END SOLUTION
                int f() {
                    // BEGIN SOLUTION 9.1 f
                    return helper();
                    // END SOLUTION
                }
                """);

        assertEquals("""
                package dev.pagewalk.katas.k9;
                import todo;
                int f() {
                    throw todo("9.1 f");
                }
                """, stub);
    }

    @Test
    void tags_that_do_not_match_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> Stub.of("// BEGIN SOLUTION 1.1 f\n"));
        assertThrows(IllegalArgumentException.class, () -> Stub.of("// END SOLUTION\n"));
        assertThrows(IllegalArgumentException.class, () -> Stub.of("// BEGIN SOLUTION\n// BEGIN SOLUTION\n// END SOLUTION\n"));
    }

    private static List<Path> katas(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(f -> f.toString().endsWith("Kata.java")).map(root::relativize).sorted().toList();
        }
    }
}
