package dev.pagewalk.grader.app.dev;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.pagewalk.grader.api.Kata;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the visible tests as a student would, with other sources in the place of the stubs. */
public final class VisibleTests {
    private static final String KATAS = "dev.pagewalk.katas.";

    private final House house;
    private final Path tests;

    public VisibleTests(House house) {
        this.house = house;
        this.tests = house.root().resolve("katas/exercises/target/test-classes");
    }

    /** Whether the tests have been compiled. */
    public boolean areThere() {
        return Files.isDirectory(tests);
    }

    /**
     * Runs all tests of some katas.
     *
     * @param katas whose tests
     * @param sources a source for each kata that tests may use
     * @param work where classes go
     */
    public TestExecutionSummary run(List<Kata> katas, Map<Kata, String> sources, Path work) throws IOException, ReflectiveOperationException {
        Map<String, String> files = new LinkedHashMap<>();
        sources.forEach((kata, source) -> files.put(kata.sourceFile(), source));
        return runFiles(katas, files, work);
    }

    /**
     * Runs all tests of some katas.
     *
     * @param files sources by their names: of katas, and of tests that take the place of visible ones
     */
    public TestExecutionSummary runFiles(List<Kata> katas, Map<String, String> files, Path work) throws IOException, ReflectiveOperationException {
        compile(files, work);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader student = new StudentFirst(new URL[] {work.toUri().toURL(), tests.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(student);
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
            for (String name : classes(katas)) {
                request.selectors(selectClass(student.loadClass(name)));
            }
            LauncherFactory.create().execute(request.build(), listener);
            return listener.getSummary();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private List<String> classes(List<Kata> katas) {
        List<String> names = new ArrayList<>();
        for (Kata kata : katas) {
            String folder = kata.className().substring(0, kata.className().lastIndexOf('.') + 1);
            House.below(house.visibleTests(kata), "Test.java")
                    .forEach(file -> names.add(folder + file.getFileName().toString().replace(".java", "")));
        }
        return names;
    }

    private void compile(Map<String, String> files, Path work) {
        String path = tests + File.pathSeparator + System.getProperty("java.class.path");
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-cp", path, "-d", work.toString()));
        files.forEach((name, source) -> arguments.add(written(work.resolve(name), source)));
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalArgumentException("the sources do not compile: see above");
        }
    }

    private static String written(Path file, String source) {
        try {
            return Files.writeString(file, source).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finds the student's classes and the visible tests before anybody else's. */
    private static final class StudentFirst extends URLClassLoader {
        StudentFirst(URL[] places, ClassLoader parent) {
            super(places, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(KATAS)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
