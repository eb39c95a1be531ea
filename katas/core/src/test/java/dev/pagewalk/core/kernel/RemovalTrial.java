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

/** Compiles a source with something removed, and runs the proofs against it in a class loader of its own. */
final class RemovalTrial {
    private static final Path SOURCES = Path.of("src/main/java/dev/pagewalk/core");
    private static final List<Path> CLASSES = List.of(Path.of("target/classes"), Path.of("target/test-classes"));
    private static final String CORE = "dev.pagewalk.core.";

    private RemovalTrial() {}

    /** What the proofs say with the removal; null if they notice nothing. */
    static Throwable of(Removal removal, Path folder) throws IOException {
        compile(removal, folder);
        try (URLClassLoader mutated = new ChildFirst(folder)) {
            Class<?> proofs = Class.forName(CORE + "kernel.Proofs", true, mutated);
            Method run = proofs.getDeclaredMethod("run");
            run.setAccessible(true);
            run.invoke(null);
            return null;
        } catch (InvocationTargetException thrown) {
            return thrown.getCause();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
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
