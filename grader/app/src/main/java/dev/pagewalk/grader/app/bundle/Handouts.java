package dev.pagewalk.grader.app.bundle;

import dev.pagewalk.grader.app.bundle.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The handouts of a commit as pages. */
public final class Handouts {
    private static final String FRONT = "index.html";

    private Handouts() {}

    /**
     * Prints them with {@code handouts/build}.
     *
     * @param root where the command is
     * @param house all files of the commit
     * @param work an empty directory
     */
    public static Tree printed(Path root, Tree house, Path work) throws BundleProblem, IOException {
        Path sources = work.resolve("sources");
        house.only(path -> path.startsWith("handouts/") || path.startsWith("katas/")).write(sources);
        Path command = root.resolve("handouts/build");
        Ended ended = Program.run(root, List.of("sh", command.toString(), "--site-only", "--from", sources.resolve("handouts").toString(), work.resolve("pages").toString()));
        if (ended.code() != 0) {
            throw new BundleProblem("The handouts cannot be printed (or give --no-handouts): " + lastLines(ended.text()));
        }
        return read(work.resolve("pages/site"));
    }

    /** Pages that were printed before. */
    public static Tree read(Path site) throws BundleProblem, IOException {
        if (!Files.isRegularFile(site.resolve(FRONT))) {
            throw new BundleProblem("There is no " + FRONT + " in " + site + ": give the site that handouts/build made.");
        }
        return Tree.read(site);
    }

    private static String lastLines(String text) {
        return text.lines().filter(line -> !line.isBlank()).reduce((before, line) -> line).orElse("it printed nothing").trim();
    }
}
