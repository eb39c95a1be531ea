package dev.pagewalk.grader.app.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** This house's own secrets, planted in its own bundle, one of each kind. */
class SecretsTest {
    private static final Path ROOT = Path.of("../..");
    private static final String REFERENCE = "solutions/src/main/java/dev/pagewalk/solutions/k3_break/BreakKata.java";
    private static final String STUB = "exercises/src/main/java/dev/pagewalk/katas/k3_break/BreakKata.java";

    private static Tree house;
    private static Tree bundle;
    private static Secrets secrets;

    @BeforeAll
    static void read() throws Exception {
        SortedMap<String, Blob> files = new TreeMap<>();
        for (String place : List.of("katas", "solutions", "handouts", "grader/checks", "grader/submissions")) {
            try (Stream<Path> all = Files.walk(ROOT.resolve(place))) {
                for (Path file : all.filter(Files::isRegularFile).filter(file -> !file.toString().matches(".*[/\\\\](?:target|\\.kata)[/\\\\].*")).toList()) {
                    files.put(ROOT.relativize(file).toString().replace('\\', '/'), new Blob(Files.readAllBytes(file), false));
                }
            }
        }
        house = new Tree(files);
        bundle = Cut.of(house, house.only(path -> false));
        secrets = new Secrets(house);
    }

    @Test
    void the_katas_of_this_house_give_nothing_away() {
        assertEquals(List.of(), secrets.in(bundle));
    }

    @Test
    void the_cores_own_tests_are_left_out() {
        assertTrue(house.files().keySet().stream().anyMatch(path -> path.startsWith("katas/core/src/test/")));
        assertEquals(List.of(), bundle.files().keySet().stream().filter(path -> path.startsWith("core/src/test/")).toList());
    }

    @Test
    void a_reference_in_the_place_of_its_stub() {
        assertLeak(STUB, text(REFERENCE).replace("dev.pagewalk.solutions", "dev.pagewalk.katas"), "it repeats " + REFERENCE);
    }

    @Test
    void one_method_of_a_reference_in_the_place_of_its_todo() {
        String stub = text("katas/" + STUB);

        assertLeak(STUB, stub.replace("throw todo(\"3.3 handle_cow_pte\");", body("handle_cow_pte")), "it repeats " + REFERENCE);
    }

    @Test
    void a_method_in_other_lines_with_a_comment_in_between() {
        assertLeak("A.java", "class A { void a() {" + body("handle_cow_pte").replace(" ", "\n ").replace(";", "; // so\n") + "} }", "it repeats " + REFERENCE);
    }

    @Test
    void a_method_that_is_commented_out() {
        assertLeak("core/B.java", body("zap_cow_pte").lines().map(line -> "    // " + line).reduce("", (a, b) -> a + "\n" + b), "it repeats " + REFERENCE);
        assertLeak("core/C.java", body("zap_cow_pte").lines().map(line -> " * " + line).reduce("/**", (a, b) -> a + "\n" + b), "it repeats " + REFERENCE);
    }

    @Test
    void a_method_in_a_coloured_page() {
        String page = body("letGo").replace("&", "&amp;").replace("<", "&lt;").replace("PmdPtr", "<span class=\"nc\">PmdPtr</span>");

        assertLeak("handouts/kata-3-break.html", "<pre><code>" + page + "</code></pre>", "it repeats " + REFERENCE);
    }

    @Test
    void a_hidden_check() {
        String check = house.files().keySet().stream().filter(path -> path.matches("grader/checks/src/main/.*Race\\.java")).findFirst().orElseThrow();

        assertLeak("exercises/src/test/Mine.java", text(check).replaceAll("dev\\.pagewalk\\.(?:checks|grader)", "mine"), "it repeats " + check);
    }

    @Test
    void a_right_submission() {
        String right = "grader/submissions/k5/" + firstRight("grader/submissions/k5/") + "/ReclaimKata.java";

        assertLeak("notes.txt", text(right), "it repeats ");
    }

    @Test
    void what_the_core_tests_itself_with() {
        String plain = house.files().keySet().stream().filter(path -> path.endsWith("/ReclaimKatas.java")).findFirst().orElseThrow();

        assertLeak("core/src/main/java/Plain.java", text(plain), "it repeats ");
    }

    @Test
    void a_page_for_instructors_as_it_is_or_as_a_page_or_in_another() {
        String line = text("handouts/instructor/kata-3.adoc").lines().filter(text -> text.length() > 90 && !text.contains("|")).findFirst().orElseThrow();

        assertLeak("handouts/instructor/kata-3.html", "x", "this place is the grader's or the instructor's");
        assertLeak("handouts/extra.html", "<p>" + line.replace("`", "<code>") + "</p>", "it repeats handouts/instructor/kata-3.adoc");
        assertLeak("README.md", "Also:\n" + line, "it repeats handouts/instructor/kata-3.adoc");
    }

    @Test
    void what_a_submission_must_get() {
        assertLeak("exercises/expected.json", "{}", "this place is the grader's or the instructor's");
    }

    @Test
    void the_name_of_a_class_that_students_do_not_have() {
        assertLeak("exercises/Hint.java", "// see dev.pagewalk.solutions.k1_refcount.RefcountKata", "it names dev.pagewalk.solutions");
        assertLeak("exercises/run.sh", "cat dev/pagewalk/checks/k1_refcount/PutRace.java", "it names dev/pagewalk/checks");
    }

    @Test
    void what_nobody_can_look_into() {
        Blob classFile = new Blob(new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0}, false);

        assertEquals(List.of(new Leak("core/A.class", "it is not text, so nobody can say what is in it")), leaks("core/A.class", classFile));
    }

    private static void assertLeak(String path, String text, String what) {
        List<Leak> leaks = leaks(path, Blob.of(text));

        assertEquals(1, leaks.size(), () -> path + ": " + leaks);
        assertEquals(path, leaks.get(0).file());
        assertTrue(leaks.get(0).what().startsWith(what), leaks::toString);
    }

    private static List<Leak> leaks(String path, Blob blob) {
        SortedMap<String, Blob> files = new TreeMap<>();
        files.put(path, blob);
        return secrets.in(new Tree(files));
    }

    private static String text(String path) {
        return house.files().get(path).text().orElseThrow();
    }

    /** The lines of a method of the reference of kata 3. */
    private static String body(String method) {
        String source = text(REFERENCE);
        String from = source.split("(?:int|void) " + method + "\\(", 2)[1];
        return from.substring(from.indexOf('{') + 1, from.indexOf("\n    }\n"));
    }

    private static String firstRight(String folder) {
        return house.files().keySet().stream()
                .filter(path -> path.startsWith(folder + "right-"))
                .map(path -> path.substring(folder.length(), path.indexOf('/', folder.length())))
                .findFirst()
                .orElseThrow();
    }
}
