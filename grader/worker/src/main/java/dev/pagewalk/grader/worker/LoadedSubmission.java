package dev.pagewalk.grader.worker;

import dev.pagewalk.grader.api.CheckFailure;
import dev.pagewalk.grader.api.Submission;
import dev.pagewalk.grader.worker.wire.Job;
import java.lang.reflect.InvocationTargetException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * The submission as one check gets it: its classes are defined anew, so that no static field carries anything from
 * one check to the next.
 */
final class LoadedSubmission implements Submission {
    private final Job job;
    private final ClassLoader loader;

    LoadedSubmission(Job job) throws ClassNotFoundException {
        this.job = job;
        this.loader = new SubmissionLoader(job.classes(), modules(job));
    }

    private static Set<Module> modules(Job job) throws ClassNotFoundException {
        Set<Module> modules = new HashSet<>();
        for (Job.Entry kata : job.katas()) {
            modules.add(Class.forName(kata.contract()).getModule());
        }
        return modules;
    }

    @Override
    public <T> T create(Class<T> contract) {
        Class<?> type = find(kata(contract).className());
        if (!contract.isAssignableFrom(type)) {
            throw unusable("class " + type.getSimpleName() + " implements " + contract.getSimpleName(), "it does not");
        }
        return contract.cast(make(type));
    }

    @Override
    public boolean holds(Class<?> contract) {
        return !kata(contract).source().isEmpty();
    }

    @Override
    public <T> T reference(Class<T> contract) {
        try {
            return contract.cast(make(Class.forName(kata(contract).reference())));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the reference for " + contract.getName() + " is not installed", e);
        }
    }

    @Override
    public String source(Class<?> contract) {
        return kata(contract).source();
    }

    @Override
    public long seed() {
        return job.seed();
    }

    private Job.Entry kata(Class<?> contract) {
        return job.katas().stream()
                .filter(kata -> kata.contract().equals(contract.getName()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kata has the contract " + contract.getName()));
    }

    private Class<?> find(String name) {
        if (job.classes().isEmpty()) {
            throw new IllegalStateException("a check of kind DESIGN judges the source: nothing is loaded that could run");
        }
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw unusable("a class " + name, "there is none");
        }
    }

    private static Object make(Class<?> type) {
        try {
            var constructor = type.getDeclaredConstructor();
            if (type.getClassLoader() instanceof SubmissionLoader) {
                constructor.setAccessible(true);
            }
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw LoadedSubmission.<RuntimeException>unchecked(Objects.requireNonNullElse(e.getCause(), e));
        } catch (ReflectiveOperationException e) {
            throw unusable("class " + type.getSimpleName() + " with a constructor without parameters", "no object of it can be made");
        }
    }

    private static CheckFailure unusable(String expected, String actual) {
        return new CheckFailure("", expected, actual, "", "");
    }

    /** Throws a checked exception from where none is declared. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the cast is never carried out: that is the trick
    private static <X extends Throwable> X unchecked(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
