package dev.pagewalk.grader.worker;

import dev.pagewalk.grader.worker.meter.Meter;
import java.lang.module.ModuleDescriptor.Exports;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Defines a submission's classes. They see each other, {@code java.base}, and what the modules of the contracts
 * export to everybody; no other class of the worker, and no resources.
 */
final class SubmissionLoader extends ClassLoader {
    /** Shows in stack traces which frames are the submission's. */
    static final String NAME = "submission";

    /** What instrumented classes call. */
    private static final String METER = Meter.class.getName();

    private final Map<String, byte[]> classes;
    private final Set<String> exported = new HashSet<>();

    SubmissionLoader(Map<String, byte[]> classes, Set<Module> provided) {
        super(NAME, null);
        this.classes = classes;
        provided.forEach(this::admit);
    }

    private void admit(Module module) {
        module.getDescriptor().exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(Exports::source)
                .forEach(exported::add);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : find(name);
        }
    }

    private Class<?> find(String name) throws ClassNotFoundException {
        String in = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        if (name.equals(METER)) {
            return Meter.class;
        }
        if (exported.contains(in)) {
            return ClassLoader.getSystemClassLoader().loadClass(name);
        }
        if (Object.class.getModule().getPackages().contains(in)) {
            return Class.forName(name, false, null);
        }
        byte[] code = classes.get(name);
        if (code == null) {
            throw new ClassNotFoundException(name + " (a submission sees java.base and the provided core)");
        }
        return defineClass(name, code, 0, code.length);
    }
}
