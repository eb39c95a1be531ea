package dev.pagewalk.desk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * An error of the compiler as people read it.
 *
 * <pre>
 *   RefcountKata.java:14: ';' expected
 *         return pmd.get().page().refRead()
 *                                          ^
 * </pre>
 */
final class Complaint {
    private Complaint() {}

    static String of(Diagnostic<? extends JavaFileObject> error, Path root) {
        JavaFileObject source = error.getSource();
        String message = error.getMessage(Locale.ROOT);
        if (source == null) {
            return message;
        }
        String place = root.getFileSystem().getPath(source.getName()).getFileName() + ":" + error.getLineNumber() + ": ";
        return place + message + excerpt(source, error);
    }

    private static String excerpt(JavaFileObject source, Diagnostic<?> error) {
        try {
            List<String> lines = Files.readAllLines(Path.of(source.toUri()));
            String line = lines.get((int) error.getLineNumber() - 1);
            int column = (int) Math.max(0, error.getColumnNumber() - 1);
            return "\n" + line.replace('\t', ' ') + "\n" + " ".repeat(column) + "^";
        } catch (IOException | RuntimeException unreadable) {
            return "";
        }
    }
}
