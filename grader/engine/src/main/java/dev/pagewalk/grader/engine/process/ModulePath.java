package dev.pagewalk.grader.engine.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds named modules, jars or directories of classes, among the entries of a class path. */
public final class ModulePath {
    private static final String CLASS = ".class";

    private final Map<String, ModuleReference> modules = new TreeMap<>();

    private ModulePath() {}

    /** The modules on this process's own class path. */
    public static ModulePath ofThisProcess() {
        return of(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
    }

    /** The modules among these jars and directories; the first of a name wins, what is no module is left out. */
    public static ModulePath of(Collection<String> entries) {
        ModulePath path = new ModulePath();
        entries.stream().map(Path::of).filter(ModulePath::isModule).forEach(path::add);
        return path;
    }

    private static boolean isModule(Path entry) {
        return Files.isRegularFile(entry) || Files.exists(entry.resolve("module-info.class"));
    }

    private void add(Path entry) {
        try {
            ModuleFinder.of(entry).findAll().forEach(found -> modules.putIfAbsent(found.descriptor().name(), found));
        } catch (FindException e) {
            // a jar whose name is no module name: no worker needs it
        }
    }

    /** Where this module is. */
    public Path place(String module) {
        return Path.of(reference(module).location().orElseThrow());
    }

    /** The packages of this module. */
    Collection<String> packages(String module) {
        return reference(module).descriptor().packages();
    }

    /**
     * The classes of this module by binary name.
     *
     * @throws IOException if they cannot be read
     */
    public Map<String, byte[]> classes(String module) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (ModuleReader reader = reference(module).open(); Stream<String> resources = reader.list()) {
            for (String each : resources.filter(ModulePath::isClass).toList()) {
                classes.put(className(each), bytes(reader, each));
            }
        }
        return classes;
    }

    private static String className(String resource) {
        return resource.substring(0, resource.length() - CLASS.length()).replace('/', '.');
    }

    private static byte[] bytes(ModuleReader reader, String resource) throws IOException {
        try (InputStream in = reader.open(resource).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    private static boolean isClass(String resource) {
        return resource.endsWith(CLASS) && !resource.equals("module-info.class");
    }

    /** Where these modules are and all that they require, without what belongs to the JDK. */
    List<Path> closure(List<String> roots) {
        Map<String, Path> found = new LinkedHashMap<>();
        roots.forEach(root -> close(root, found));
        return List.copyOf(found.values());
    }

    private void close(String module, Map<String, Path> found) {
        if (found.putIfAbsent(module, place(module)) == null) {
            reference(module).descriptor().requires().stream()
                    .filter(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
                    .map(Requires::name)
                    .filter(name -> !isOfJdk(name))
                    .sorted()
                    .forEach(name -> close(name, found));
        }
    }

    private static boolean isOfJdk(String module) {
        return ModuleFinder.ofSystem().find(module).isPresent();
    }

    private ModuleReference reference(String module) {
        ModuleReference found = modules.get(module);
        if (found == null) {
            throw new NoSuchElementException("the module " + module + " is not on the class path: build the grader again");
        }
        return found;
    }
}
