package dev.pagewalk.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoomsTest {
    private static JavaClasses house;

    @TempDir
    Path directory;

    @BeforeAll
    static void read() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.pagewalk");
    }

    static Stream<ArchRule> rules() {
        return Stream.of(
                Rooms.coreStandsAlone(),
                Rooms.floors(),
                Rooms.engineKnowsNoKata(),
                Rooms.apiIsBelow(),
                Rooms.checksSeeNeitherSolutionsNorEngine(),
                Rooms.katasSeeTheCoreAlone());
    }

    @Test
    void all_rooms_are_looked_at() {
        for (String room : new String[] {"core.mm", "checks", "solutions", "grader.api", "grader.engine", "grader.worker", "katas"}) {
            assertTrue(
                    house.stream().anyMatch(type -> type.getName().startsWith("dev.pagewalk." + room + ".")), room);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_house_keeps_its_arrows(ArchRule rule) {
        rule.check(house);
    }

    @Test
    void a_core_that_knows_the_grader_is_caught() throws IOException {
        JavaClasses broken = compiled("dev.pagewalk.core.mm", "dev.pagewalk.grader.api.Verdict.PASS");

        assertCaught(Rooms.coreStandsAlone(), broken);
    }

    @Test
    void a_floor_that_knows_the_one_above_is_caught() throws IOException {
        JavaClasses broken = compiled("dev.pagewalk.core.hook", "dev.pagewalk.core.contract.NotWrittenYet.todo(\"\")");

        assertCaught(Rooms.floors(), broken);
    }

    @Test
    void an_engine_that_knows_a_kata_is_caught() throws IOException {
        assertCaught(Rooms.engineKnowsNoKata(), compiled("dev.pagewalk.grader.engine", "dev.pagewalk.checks.Katas.all()"));
    }

    @Test
    void checks_that_know_the_engine_are_caught() throws IOException {
        JavaClasses broken = compiled("dev.pagewalk.checks.k1", "dev.pagewalk.grader.engine.Version.current()");

        assertCaught(Rooms.checksSeeNeitherSolutionsNorEngine(), broken);
    }

    @Test
    void a_solution_that_knows_the_checks_is_caught() throws IOException {
        assertCaught(Rooms.katasSeeTheCoreAlone(), compiled("dev.pagewalk.solutions.k1", "dev.pagewalk.checks.Katas.all()"));
    }

    private static void assertCaught(ArchRule rule, JavaClasses broken) {
        AssertionError said = assertThrows(AssertionError.class, () -> rule.check(broken));

        assertTrue(said.getMessage().contains("Intruder"), said.getMessage());
    }

    /** A class in this package that looks at something that it should not know. */
    private JavaClasses compiled(String in, String expression) throws IOException {
        Path source = directory.resolve("Intruder.java");
        Files.writeString(source, "package " + in + "; class Intruder { Object seen = " + expression + "; }");
        String classPath = System.getProperty("java.class.path");
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath, "-d", directory.toString(), source.toString());
        assertFalse(errors > 0, "the fixture itself must compile");
        return new ClassFileImporter().importPath(directory);
    }
}
