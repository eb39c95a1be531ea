package dev.pagewalk.grader.engine.run;

import dev.pagewalk.grader.api.Kata;
import java.util.Collection;
import java.util.Optional;

/** A submission defines classes in its kata's package, and nowhere else: it can neither replace nor join another one. */
final class PackagePolicy {

    private PackagePolicy() {}

    /** What is wrong with one of these classes, as a sentence, if anything is. */
    static Optional<String> judge(Kata kata, Collection<String> classNames) {
        String own = packageOf(kata.className());
        return classNames.stream()
                .filter(name -> !packageOf(name).equals(own))
                .findFirst()
                .map(name -> kata.sourceFile() + " defines " + name + ": it must begin with \"package " + own
                        + ";\", as the stub does.");
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }
}
