package dev.pagewalk.grader.api;

import java.util.List;

/**
 * A kata, as the grader knows it: where a submission's class for it is found and who checks it.
 *
 * @param id for example {@code k1}
 * @param title for people
 * @param className the class that a submission must contain, for example {@code dev.pagewalk.katas.k1_refcount.RefcountKata}
 * @param contract the interface that it implements
 * @param referenceClassName the class of the reference implementation
 * @param checks the classes with its {@link Check} methods, in the order in which they run
 */
public record Kata(
        String id,
        String title,
        String className,
        Class<?> contract,
        String referenceClassName,
        List<Class<?>> checks) {

    /** The name of the one source file that a student edits. */
    public String sourceFile() {
        return className.substring(className.lastIndexOf('.') + 1) + ".java";
    }
}
