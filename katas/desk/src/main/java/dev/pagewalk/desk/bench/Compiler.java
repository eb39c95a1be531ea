package dev.pagewalk.desk.bench;

import dev.pagewalk.core.kernel.Machine;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assertions;
import org.junit.platform.commons.JUnitException;
import org.opentest4j.AssertionFailedError;

/** Compiles a kata, its test and what they mention, and nothing else: a kata is not held up by another that is half written. */
final class Compiler {
    private static final List<String> OPTIONS = List.of("--release", "17", "-proc:none", "-g", "-parameters", "-nowarn", "-Xlint:none",
            "-implicit:class", "-Xmaxerrs", "5", "-encoding", "UTF-8");
    private static final Class<?>[] ON_THE_CLASS_PATH = {
        Machine.class, Assertions.class, JUnitException.class, AssertionFailedError.class, org.apiguardian.api.API.class
    };

    private final JavaCompiler javac;

    Compiler() {
        javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new IllegalStateException("this Java has no compiler: it is a JRE. Install a JDK 17 or newer, and set JAVA_HOME to it");
        }
    }

    /** What the compiler complains about; nothing, if the classes are there now. */
    List<String> compile(Workshop workshop, Job job) {
        Path classes = workshop.classes(job.kata());
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = javac.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8)) {
            empty(classes);
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath());
            files.setLocationFromPaths(StandardLocation.SOURCE_PATH, workshop.sourcePath());
            Iterable<? extends JavaFileObject> sources = files.getJavaFileObjects(
                    Workshop.source(workshop.main(), job.kata()), Workshop.source(workshop.tests(), job.test()));
            boolean compiled = javac.getTask(null, files, said, OPTIONS, null, sources).call();
            return compiled ? List.of() : errors(said, Path.of(workshop.main()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> errors(DiagnosticCollector<JavaFileObject> said, Path root) {
        Set<String> errors = new LinkedHashSet<>();
        for (Diagnostic<? extends JavaFileObject> each : said.getDiagnostics()) {
            if (each.getKind() == Diagnostic.Kind.ERROR) {
                errors.add(Complaint.of(each, root));
            }
        }
        return List.copyOf(errors);
    }

    /** The jars or folders that the machine and JUnit were loaded from. */
    private static List<Path> classPath() {
        List<Path> paths = new ArrayList<>();
        for (Class<?> each : ON_THE_CLASS_PATH) {
            try {
                paths.add(Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI()));
            } catch (URISyntaxException e) {
                throw new IllegalStateException("a class path that is no path: " + File.pathSeparator, e);
            }
        }
        return paths;
    }

    private static void empty(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        Files.createDirectories(folder);
    }
}
