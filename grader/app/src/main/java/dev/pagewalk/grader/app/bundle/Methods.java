package dev.pagewalk.grader.app.bundle;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The bodies of a source's methods. */
final class Methods {
    private Methods() {}

    /** The text between the braces of each method, as it stands. */
    static List<String> bodies(String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task = (JavacTask) compiler.getTask(null, null, diagnostic -> {}, List.of("-proc:none"), null, List.of(file(source)));
        SourcePositions places = Trees.instance(task).getSourcePositions();
        List<String> bodies = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitMethod(MethodTree method, Void nothing) {
                    if (method.getBody() != null) {
                        int start = (int) places.getStartPosition(unit, method.getBody());
                        int end = (int) places.getEndPosition(unit, method.getBody());
                        bodies.add(source.substring(start + 1, end - 1));
                    }
                    return super.visitMethod(method, null);
                }
            }.scan(unit, null);
        }
        return bodies;
    }

    private static JavaFileObject file(String source) {
        return new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }
}
