package dev.pagewalk.grader.app.autograder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files in {@code grader/autograder} are what their platforms read, and none of them gives a student the checks. */
class TemplatesTest {
    private static final Path HOUSE = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern COPY = Pattern.compile("(?m)^COPY (?!--from)(.+) (\\S+)$");

    static Stream<Template> workflows() {
        return Template.workflows();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void a_workflow_holds_what_github_knows_and_nothing_else(Template workflow) {
        assertEquals(List.of(), workflow.strangers());
        assertTrue(workflow.triggers() != null);
        workflow.jobs().values().forEach(job -> assertTrue(job.containsKey("timeout-minutes") || job.containsKey("outputs"), job::toString));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void a_misspelt_key_would_be_found(Template workflow) {
        Template broken = new Template("broken", workflow.text().replace("timeout-minutes:", "timeout-minuts:"));

        assertTrue(broken.strangers().contains("timeout-minuts"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void commands_are_shell_and_no_text_of_a_students_is_pasted_into_them(Template workflow) throws Exception {
        List<String> scripts = workflow.allSteps().map(step -> (String) step.get("run")).filter(Objects::nonNull).toList();

        for (String script : scripts) {
            assertShell(script);
            assertFalse(script.contains("${{"), script);
        }
        assertFalse(scripts.isEmpty());
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void every_checkout_forgets_its_credentials_and_every_token_may_read_contents_only(Template workflow) {
        List<Map<String, Object>> checkouts =
                workflow.allSteps().filter(step -> String.valueOf(step.get("uses")).startsWith("actions/checkout@")).toList();

        checkouts.forEach(step -> assertEquals(Boolean.FALSE, Template.<Map<String, Object>>cast(step.get("with")).get("persist-credentials")));
        assertFalse(checkouts.isEmpty());
        assertEquals(Map.of("contents", "read"), workflow.root().get("permissions"));
    }

    /** The only workflow that a student may edit knows no secret, no other repository and no grader. */
    @Test
    void the_students_job_never_holds_the_checks() throws IOException {
        Template students = Template.of("github/visible-tests.yml");

        assertFalse(students.text().contains("secrets."));
        assertFalse(students.text().contains("repository:"));
        students.allSteps().map(step -> String.valueOf(step.get("run"))).forEach(run -> assertFalse(run.contains("pagewalk"), run));
        students.jobs().values().forEach(job -> assertEquals("ubuntu-latest", job.get("runs-on")));
        for (Path pom : poms()) {
            assertFalse(Files.readString(pom).matches("(?s).*<artifactId>pagewalk-(grader|solutions).*"), pom.toString());
        }
    }

    /** Of a workflow that runs in the student's repository, whatever its token reaches the student's own workflows reach as well. */
    @Test
    void the_required_workflow_gets_the_checks_from_its_runner_alone() {
        Template required = Template.of("github/required.yml");

        assertEquals(Map.of("group", "pagewalk"), required.job("grade").get("runs-on"));
        assertFalse(required.text().contains("secrets."));
        assertFalse(required.text().contains("repository:"));
        assertFalse(required.text().contains("pull_request_target"));
        assertTrue(required.run("grade", "Grade").startsWith("pagewalk ci submission "));
    }

    /** Nobody outside the instructor's repository starts it, and no step sees both a secret and what a student wrote. */
    @Test
    void the_collecting_workflow_keeps_its_key_away_from_students() {
        Template collect = Template.of("github/collect.yml");

        assertEquals(List.of("schedule", "workflow_dispatch"), List.copyOf(Template.<Map<String, Object>>cast(collect.triggers()).keySet()));
        for (Map<String, Object> step : collect.allSteps().toList()) {
            if (String.valueOf(step.get("run")).contains(" ci ")) {
                assertNull(step.get("env"), step.toString());
            }
            if (step.toString().contains("secrets.")) {
                assertTrue(String.valueOf(step.get("uses")).startsWith("actions/create-github-app-token@"), step.toString());
            }
            assertFalse(String.valueOf(step.get("uses")).startsWith("./"), step.toString());
        }
        assertFalse(collect.root().toString().contains("working-directory"));
    }

    @Test
    void the_collecting_workflow_finds_repositories_whose_newest_commit_was_not_graded(@TempDir Path directory) throws Exception {
        Path gh = Files.writeString(directory.resolve("gh"), """
                #!/bin/sh
                case "$*" in
                *orgs/example-course/repos*) printf 'kata-1-ann\\nkata-1-bob\\nkata-1-eve\\nkata-1-new\\nkata-10-ann\\n' ;;
                *kata-1-ann/* | *kata-1-eve/*) echo 0 ;;
                *kata-1-bob/*) echo 1 ;;
                *) exit 1 ;;
                esac
                """);
        Files.setPosixFilePermissions(gh, PosixFilePermissions.fromString("rwxr-xr-x"));
        Template collect = Template.of("github/collect.yml");
        ProcessBuilder bash = new ProcessBuilder("bash", "-e", "-c", collect.run("find", "Find")).directory(directory.toFile()).inheritIO();
        Template.<Map<String, String>>cast(collect.root().get("env")).forEach(bash.environment()::put);
        bash.environment().put("PATH", directory + ":" + System.getenv("PATH"));
        bash.environment().put("GITHUB_OUTPUT", directory.resolve("output").toString());

        assertEquals(0, bash.start().waitFor());

        assertEquals("repositories=[\"kata-1-ann\",\"kata-1-eve\"]\n", Files.readString(directory.resolve("output")));
    }

    @Test
    void the_pipeline_is_gitlabs_and_keeps_reports_alone() throws Exception {
        Map<String, Object> job = Template.cast(Template.of("gitlab/grade.yml").root().get("grade"));
        Map<String, Object> artifacts = Template.cast(job.get("artifacts"));

        assertEquals(List.of("image", "tags", "timeout", "variables", "script", "artifacts"), List.copyOf(job.keySet()));
        assertEquals(List.of("when", "reports"), List.copyOf(artifacts.keySet()));
        for (String script : Template.<List<String>>cast(job.get("script"))) {
            assertShell(script);
            Template.<Map<String, String>>cast(artifacts.get("reports")).forEach((kind, file) -> assertTrue(script.contains("=" + file), script));
        }
    }

    @Test
    void what_the_image_copies_is_there() throws IOException {
        String file = Files.readString(Template.FILES.resolve("Containerfile"));
        List<String> sources = new ArrayList<>();
        for (MatchResult copy : COPY.matcher(file).results().toList()) {
            sources.addAll(List.of(copy.group(1).split(" ")));
        }

        sources.forEach(source -> assertTrue(Files.exists(HOUSE.resolve(source)), source));
        assertTrue(sources.contains("grader/autograder/pagewalk"));
        assertTrue(file.contains("COPY --from=build /src/grader/app/target/lib "));
        assertTrue(Files.readString(HOUSE.resolve("grader/app/pom.xml")).contains("<outputDirectory>${project.build.directory}/lib<"));
    }

    @Test
    void the_scripts_are_shell_and_can_be_executed() throws Exception {
        for (String name : List.of("pagewalk", "gradescope/setup.sh", "gradescope/run_autograder", "prairielearn/run")) {
            Path script = Template.FILES.resolve(name);
            assertShell(Files.readString(script));
            assertTrue(Files.isExecutable(script), name);
        }
    }

    @Test
    void the_maintainers_container_is_json() throws IOException {
        String text = Files.readString(HOUSE.resolve(".devcontainer/devcontainer.json"));

        JsonNode container = new ObjectMapper().readTree(text.replaceAll("(?m)^//.*$", ""));

        assertFalse(container.path("image").asText().isEmpty());
        assertFalse(container.path("onCreateCommand").asText().isEmpty());
    }

    private static List<Path> poms() throws IOException {
        try (Stream<Path> files = Files.walk(HOUSE.resolve("katas"))) {
            return files.filter(file -> file.endsWith("pom.xml")).toList();
        }
    }

    private static void assertShell(String script) throws Exception {
        Process shell = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        shell.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().close();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shell.waitFor(), said + script);
    }
}
