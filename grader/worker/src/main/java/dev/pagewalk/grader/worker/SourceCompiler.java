package dev.pagewalk.grader.worker;

import com.sun.source.util.JavacTask;
import dev.pagewalk.grader.worker.wire.Compiled;
import dev.pagewalk.grader.worker.wire.Sources;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Runs javac on texts in memory, into memory. */
final class SourceCompiler {
    private static final int MAX_DIAGNOSTICS = 20;
    private static final int MAX_DIAGNOSTIC = 3000;
    private static final String FINALLY = "compiler.warn.finally.cannot.complete";
    private static final int MAX_CLASS_BYTES = 4 << 20;

    private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    private final DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();

    Compiled compile(Sources sources) {
        MemoryFiles files = new MemoryFiles(javac.getStandardFileManager(diagnostics, Locale.ENGLISH, null));
        try (files) {
            JavacTask task = (JavacTask) javac.getTask(
                    new StringWriter(), files, diagnostics, sources.options(), null, MemoryFiles.sources(sources.files()));
            Swallowing swallowing = new Swallowing(task);
            task.addTaskListener(swallowing);
            return task.call() ? checkSize(files.classes(), objections(swallowing)) : failed(errors());
        } catch (StackOverflowError e) {
            return Compiled.failed("It is nested too deeply for the compiler: write it with fewer levels.", errors());
        } catch (RuntimeException | Error | IOException e) {
            return Compiled.failed(crashed(), errors());
        }
    }

    private List<String> objections(Swallowing swallowing) {
        Stream<String> unfinished = diagnostics.getDiagnostics().stream()
                .filter(found -> found.getCode().equals(FINALLY))
                .map(found -> place(found) + "this finally block leaves by return, throw, break or continue, and swallows what was"
                        + " thrown: let it run to its end.");
        return Stream.concat(swallowing.objections().stream(), unfinished).toList();
    }

    private static Compiled checkSize(Map<String, byte[]> classes, List<String> objections) {
        long bytes = classes.values().stream().mapToLong(code -> code.length).sum();
        return bytes <= MAX_CLASS_BYTES
                ? Compiled.to(classes, objections)
                : Compiled.failed("It compiles to more than 4 MiB: a kata needs a few KiB.", List.of());
    }

    private static Compiled failed(List<String> errors) {
        return Compiled.failed(errors.isEmpty() ? crashed() : "It does not compile.", errors);
    }

    private static String crashed() {
        return "The compiler gave up on it: write it more simply, with less nesting and shorter expressions.";
    }

    private List<String> errors() {
        return diagnostics.getDiagnostics().stream()
                .filter(found -> found.getKind() == Diagnostic.Kind.ERROR)
                .limit(MAX_DIAGNOSTICS)
                .map(SourceCompiler::line)
                .toList();
    }

    private static String line(Diagnostic<? extends JavaFileObject> found) {
        String text = (place(found) + found.getMessage(Locale.ENGLISH)).strip();
        return text.length() <= MAX_DIAGNOSTIC ? text : text.substring(0, MAX_DIAGNOSTIC) + " …";
    }

    private static String place(Diagnostic<? extends JavaFileObject> found) {
        String file = found.getSource() == null ? "" : found.getSource().getName().substring(1) + ":";
        return file + (found.getLineNumber() < 0 ? "" : found.getLineNumber() + ":") + " ";
    }
}
