package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What a student sees at home: nothing written is skipped, right is green, wrong is red. */
class VisibleTestsTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path VISIBLE_TESTS = ROOT.resolve("katas/exercises/target/test-classes");
    private static final String KATA = "k1_refcount/RefcountKata.java";

    @TempDir
    private Path classes;

    @Test
    void an_untouched_bundle_is_skipped_and_green() throws Exception {
        TestExecutionSummary summary = run(Files.readString(ROOT.resolve("katas/exercises/src/main/java/dev/pagewalk/katas/" + KATA)));

        assertEquals(5, summary.getTestsAbortedCount());
        assertEquals(0, summary.getTestsFailedCount());
    }

    @Test
    void the_reference_is_green() throws Exception {
        String reference = Files.readString(ROOT.resolve("solutions/src/main/java/dev/pagewalk/solutions/" + KATA));

        TestExecutionSummary summary = run(reference.replace("dev.pagewalk.solutions", "dev.pagewalk.katas"));

        assertEquals(List.of(), summary.getFailures().stream().map(f -> f.getException().toString()).toList());
        assertEquals(5, summary.getTestsSucceededCount());
    }

    @Test
    void a_wrong_one_is_red() throws Exception {
        TestExecutionSummary summary =
                run(Files.readString(ROOT.resolve("grader/submissions/k1/wrong-put-drops-the-last-reference/RefcountKata.java")));

        assertTrue(summary.getTestsFailedCount() > 0);
    }

    /** The visible tests, with this source in the place of the stub. */
    private TestExecutionSummary run(String source) throws Exception {
        compile(source);
        URL[] places = {classes.toUri().toURL(), VISIBLE_TESTS.toUri().toURL()};
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader student = new StudentFirst(places, before)) {
            Thread.currentThread().setContextClassLoader(student);
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherFactory.create().execute(
                    LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(student.loadClass("dev.pagewalk.katas.k1_refcount.RefcountTest")))
                            .build(),
                    listener);
            return listener.getSummary();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private void compile(String source) throws IOException {
        Path file = classes.resolve("RefcountKata.java");
        Files.writeString(file, source);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString(), file.toString());
        assertEquals(0, failed);
    }

    /** Finds the student's classes and the visible tests before anybody else's. */
    private static final class StudentFirst extends URLClassLoader {
        StudentFirst(URL[] places, ClassLoader parent) {
            super(places, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.pagewalk.katas.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
