package dev.pagewalk.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle opens in IntelliJ, Eclipse and VS Code: each has a run configuration for each kata, and Eclipse's compiler takes the code. */
class IdeTest {
    private static final Path HOME = Path.of("..");

    @TempDir
    Path folder;

    @Test
    void each_kata_has_a_run_configuration_in_each_ide() throws Exception {
        String vsCode = Files.readString(HOME.resolve(".vscode/launch.json"));
        for (Kata kata : Kata.ALL) {
            String test = kata.job().test();
            Path intellij = HOME.resolve(".run/Kata_" + kata.number() + ".run.xml");
            Path eclipse = HOME.resolve("exercises/eclipse/kata-" + kata.number() + ".launch");
            for (Path file : List.of(intellij, eclipse)) {
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
                assertTrue(Files.readString(file).contains("\"" + test + "\""), file + " runs " + test);
            }
            assertTrue(vsCode.contains("\"run " + kata.id() + "\""), kata.id());
        }
    }

    @Test
    void eclipses_compiler_takes_what_javac_takes() throws IOException {
        JavaCompiler ecj = ServiceLoader.load(JavaCompiler.class).stream()
                .filter(each -> each.type().getName().startsWith("org.eclipse."))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no Eclipse compiler: it comes with the profile maintainer"))
                .get();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = ecj.getStandardFileManager(said, Locale.ROOT, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
            ecj.getTask(null, files, said, options(), null, files.getJavaFileObjectsFromPaths(sources())).call();
        }
        List<Diagnostic<?>> errors = new ArrayList<>(said.getDiagnostics());
        errors.removeIf(each -> each.getKind() != Diagnostic.Kind.ERROR);

        assertEquals(List.of(), errors.stream().map(Object::toString).toList());
        assertTrue(Files.exists(folder.resolve("dev/pagewalk/katas/k1_refcount/RefcountTest.class")), "it did compile");
    }

    private static List<String> options() {
        return List.of("--release", "17", "-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path"));
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String part : List.of("core/src/main", "exercises/src", "desk/src/main")) {
            try (Stream<Path> all = Files.walk(HOME.resolve(part))) {
                all.filter(each -> each.toString().endsWith(".java") && !each.endsWith("module-info.java")).forEach(sources::add);
            }
        }
        return sources;
    }
}
