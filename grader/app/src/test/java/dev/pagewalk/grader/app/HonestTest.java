package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.Grader;
import dev.pagewalk.grader.engine.Limits;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.intake.Inbox;
import dev.pagewalk.grader.engine.policy.Policy;
import dev.pagewalk.grader.engine.process.ModulePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The policy refuses no honest submission, right or wrong, and none of the references. */
class HonestTest {
    private static final Path SUBMISSIONS = Path.of("../submissions");
    private static final Path SOLUTIONS = Path.of("../../solutions/target/classes/dev/pagewalk/solutions");

    @Test
    void no_submission_that_came_with_a_kata_is_refused() throws Exception {
        List<String> refused = new ArrayList<>();
        try (Grader grader = new Grader(
                Wiring.CURRICULUM, ModulePath.ofThisProcess(), Limits.DEFAULT, "", ProcessBuilder::start)) {
            for (Delivery each : honest()) {
                grader.objections(each).forEach(objection -> refused.add(each.id() + " " + objection));
            }
        }
        assertEquals(List.of(), refused);
    }

    @Test
    void no_reference_is_refused() throws IOException {
        for (Kata kata : Wiring.CURRICULUM.katas()) {
            String[] name = kata.referenceClassName().split("\\.");
            Map<String, byte[]> classes = classes(SOLUTIONS.resolve(name[name.length - 2]));

            assertTrue(!classes.isEmpty(), kata.id());
            assertEquals(
                    List.of(),
                    new Policy(Policies.of(kata)).judge(kata.sourceFile(), classes, kata.contract().getClassLoader()), kata.id());
        }
    }

    private static List<Delivery> honest() throws IOException {
        List<Delivery> honest = new ArrayList<>();
        try (Stream<Path> folders = Files.list(SUBMISSIONS)) {
            for (Path folder : folders.filter(each -> each.getFileName().toString().matches("k\\d")).sorted().toList()) {
                Inbox inbox = new Inbox(Wiring.CURRICULUM.katas());
                inbox.add(folder);
                honest.addAll(inbox.deliveries().stream().filter(HonestTest::isHonest).toList());
            }
        }
        return honest;
    }

    private static boolean isHonest(Delivery each) {
        try {
            String expected = Files.readString(each.path().resolve("expected.json"));
            return !new ObjectMapper().readTree(expected).get("verdict").asText().equals("POLICY");
        } catch (IOException e) {
            return true;
        }
    }

    private static Map<String, byte[]> classes(Path directory) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                classes.put(each.getFileName().toString(), Files.readAllBytes(each));
            }
        }
        return classes;
    }
}
