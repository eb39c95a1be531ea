package dev.pagewalk.grader.engine;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.process.Budget;
import dev.pagewalk.grader.engine.process.ModulePath;
import dev.pagewalk.grader.engine.process.ProcessStarter;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A curriculum of one toy kata, built from src/test/toy into modules as real as the grader's own. */
public final class Toy {
    private static final Path SOURCES = Path.of("src/test/toy");
    /** Of this process alone: tests run in several at once. */
    private static final Path BUILT = Path.of("target/toy", String.valueOf(ProcessHandle.current().pid())).toAbsolutePath();
    private static final List<String> MODULES = List.of("core", "references", "checks");

    /** Short: the toy's checks take no time at all. */
    public static final Limits LIMITS = new Limits(
            Limits.DEFAULT.start(),
            Limits.DEFAULT.compile(),
            new Budget(Duration.ofSeconds(15), Duration.ofMillis(1500)),
            2,
            64);

    public static final Curriculum CURRICULUM = curriculum(List.of("Adder"));

    /** With a second kata. */
    public static final Curriculum TWO = curriculum(List.of("Adder", "Doubler"));

    private Toy() {}

    private static Curriculum curriculum(List<String> names) {
        MODULES.forEach(Toy::compile);
        return new Curriculum(katas(names), "toy.core", "toy.checks", "toy.references", "toy.core.NotYet", kata -> "allow java.*\nallow toy.core.*\n");
    }

    /** Where the toy's modules and the worker's are. */
    public static ModulePath modules() {
        return ModulePath.of(path());
    }

    /** A grader of the toy that starts real processes. */
    public static Grader grader() throws IOException {
        return grader(ProcessBuilder::start);
    }

    public static Grader grader(ProcessStarter starter) throws IOException {
        return new Grader(CURRICULUM, modules(), LIMITS, "", starter);
    }

    public static Grader grader(Curriculum curriculum) throws IOException {
        return new Grader(curriculum, modules(), LIMITS, "", ProcessBuilder::start);
    }

    private static List<String> path() {
        List<String> path = new ArrayList<>(List.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator)));
        MODULES.forEach(module -> path.add(BUILT.resolve(module).toString()));
        return path;
    }

    private static void compile(String module) {
        try (Stream<Path> sources = Files.walk(SOURCES.resolve(module))) {
            List<String> arguments = new ArrayList<>(List.of(
                    "--release", "17", "-parameters", "-d", BUILT.resolve(module).toString(),
                    "-p", String.join(java.io.File.pathSeparator, path())));
            sources.filter(file -> file.toString().endsWith(".java")).forEach(file -> arguments.add(file.toString()));
            if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
                throw new IllegalStateException("the toy module " + module + " does not compile");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Kata> katas(List<String> names) {
        try {
            ClassLoader loader = new URLClassLoader(
                    new URL[] {url("core"), url("references"), url("checks")}, Toy.class.getClassLoader());
            List<Kata> katas = new ArrayList<>();
            for (String name : names) {
                katas.add(new Kata(
                        "t" + (katas.size() + 1),
                        "Toy",
                        "toy.katas." + name + "Kata",
                        loader.loadClass("toy.core." + name),
                        "toy.references." + name + "Kata",
                        List.of(loader.loadClass("toy.checks." + name + "Check"))));
            }
            return katas;
        } catch (ClassNotFoundException | MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL url(String module) throws MalformedURLException {
        return BUILT.resolve(module).toUri().toURL();
    }
}
