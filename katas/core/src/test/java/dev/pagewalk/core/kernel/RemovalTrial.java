package dev.pagewalk.core.kernel;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Compiles a source with something removed, and runs the proofs against it in a class loader of its own. */
public final class RemovalTrial {
    private static final Path SOURCES = Path.of("src/main/java/dev/pagewalk/core");
    private static final List<Path> CLASSES = List.of(Path.of("target/classes"), Path.of("target/test-classes"));
    private static final String CORE = "dev.pagewalk.core.";

    private RemovalTrial() {}

    /** What the proofs say with the removal; null if they notice nothing. */
    static Throwable of(Removal removal, Path folder) throws IOException {
        try {
            call(removal, folder, "kernel.Proofs", "run");
            return null;
        } catch (InvocationTargetException thrown) {
            return thrown.getCause();
        }
    }

    /**
     * Calls a static method that takes strings, with the removal.
     *
     * @param type below the core package
     * @throws InvocationTargetException around what it throws
     */
    public static Object call(Removal removal, Path folder, String type, String method, String... arguments)
            throws IOException, InvocationTargetException {
        compile(removal, folder);
        try (URLClassLoader mutated = new ChildFirst(folder)) {
            Class<?>[] parameters = Stream.generate(() -> String.class).limit(arguments.length).toArray(Class<?>[]::new);
            Method called = Class.forName(CORE + type, true, mutated).getDeclaredMethod(method, parameters);
            called.setAccessible(true);
            return called.invoke(null, (Object[]) arguments);
        } catch (ReflectiveOperationException e) {
            if (e instanceof InvocationTargetException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(e);
        }
    }

    private static void compile(Removal removal, Path folder) throws IOException {
        String source = Files.readString(SOURCES.resolve(removal.file() + ".java"));
        int at = source.indexOf(removal.text());
        if (at < 0 || source.indexOf(removal.text(), at + 1) >= 0) {
            throw new IllegalArgumentException("not there exactly once: " + removal);
        }
        Path mutated = folder.resolve("src").resolve(Path.of(removal.file()).getFileName() + ".java");
        Files.createDirectories(mutated.getParent());
        Files.writeString(mutated, source.replace(removal.text(), removal.replacement()));
        StringWriter complaints = new StringWriter();
        PrintWriter out = new PrintWriter(complaints);
        int failed = ToolProvider.findFirst("javac").orElseThrow().run(out, out, "-nowarn", "-proc:none", "-d", folder.toString(),
                "-cp", CLASSES.get(0) + File.pathSeparator + CLASSES.get(1), mutated.toString());
        if (failed != 0) {
            throw new IllegalArgumentException("does not compile: " + removal + "\n" + complaints);
        }
    }

    /** Everything of the core comes from here, the mutated classes first. */
    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(Path mutated) throws MalformedURLException {
            super(
                    new URL[] {mutated.toUri().toURL(), CLASSES.get(0).toUri().toURL(), CLASSES.get(1).toUri().toURL()},
                    RemovalTrial.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(CORE)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }
}
