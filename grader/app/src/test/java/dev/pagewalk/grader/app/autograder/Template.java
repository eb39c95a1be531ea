package dev.pagewalk.grader.app.autograder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** A workflow of GitHub's or a pipeline of GitLab's among the files in {@code grader/autograder}, read as YAML. */
record Template(String name, String text) {
    static final Path FILES = Path.of("../autograder").toAbsolutePath().normalize();

    private static final Set<String> JOB_KEYS =
            Set.of("needs", "if", "runs-on", "outputs", "timeout-minutes", "strategy", "env", "permissions", "steps");
    private static final Set<String> STEP_KEYS = Set.of("name", "id", "uses", "with", "run", "env", "if");

    static Template of(String name) {
        try {
            return new Template(name, Files.readString(FILES.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of GitHub's. */
    static Stream<Template> workflows() {
        return Stream.of("github/visible-tests.yml", "github/required.yml", "github/collect.yml").map(Template::of);
    }

    Map<String, Object> root() {
        return new Yaml().load(text);
    }

    /** YAML 1.1 takes the key {@code on} for a truth value. */
    Object triggers() {
        return ((Map<?, ?>) root()).get(Boolean.TRUE);
    }

    Map<String, Map<String, Object>> jobs() {
        return cast(root().get("jobs"));
    }

    Map<String, Object> job(String id) {
        return jobs().get(id);
    }

    List<Map<String, Object>> steps(String job) {
        return cast(job(job).get("steps"));
    }

    Stream<Map<String, Object>> allSteps() {
        return jobs().keySet().stream().flatMap(job -> steps(job).stream());
    }

    /** The commands of the step of this name. */
    String run(String job, String step) {
        return (String) steps(job).stream().filter(each -> step.equals(each.get("name"))).findFirst().orElseThrow().get("run");
    }

    /** What is written where GitHub expects something else. */
    List<String> strangers() {
        Stream<String> ofJobs = jobs().values().stream().flatMap(job -> job.keySet().stream()).filter(key -> !JOB_KEYS.contains(key));
        Stream<String> ofSteps = allSteps().flatMap(step -> step.keySet().stream()).filter(key -> !STEP_KEYS.contains(key));
        Stream<String> undecided = allSteps().filter(step -> step.containsKey("uses") == step.containsKey("run")).map(Map::toString);
        return Stream.of(ofJobs, ofSteps, undecided).flatMap(each -> each).toList();
    }

    @SuppressWarnings("unchecked")
    static <T> T cast(Object value) {
        return (T) value;
    }

    @Override
    public String toString() {
        return name;
    }
}
