package dev.pagewalk.press;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is printed, and in which order: a file whose {@code include} lines name the chapters. The site has a page for each
 * chapter, but for those that stand between {@code ifdef::backend-pdf[]} and {@code endif::[]}.
 *
 * @param file the file that names the chapters
 * @param front its text before the first chapter
 * @param chapters in order
 */
record Book(Path file, String front, List<Path> chapters) {
    private static final Pattern INCLUDE = Pattern.compile("include::(.+\\.adoc)\\[.*]");

    static Book read(Path file) throws IOException {
        StringBuilder front = new StringBuilder();
        List<Path> chapters = new ArrayList<>();
        boolean onlyOnPaper = false;
        for (String line : Files.readAllLines(file)) {
            Matcher include = INCLUDE.matcher(line);
            onlyOnPaper |= line.equals("ifdef::backend-pdf[]");
            onlyOnPaper &= !line.equals("endif::[]");
            if (include.matches() && !onlyOnPaper) {
                chapters.add(file.resolveSibling(include.group(1)));
            } else if (chapters.isEmpty() && !line.startsWith(":leveloffset:")) {
                front.append(line).append('\n');
            }
        }
        if (chapters.isEmpty()) {
            throw new PressException(file + " names no chapters");
        }
        return new Book(file, front.toString(), List.copyOf(chapters));
    }
}
