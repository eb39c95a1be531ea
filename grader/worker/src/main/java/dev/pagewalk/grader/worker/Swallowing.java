package dev.pagewalk.grader.worker;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.type.TypeMirror;

/**
 * Finds the {@code catch} clauses that take errors: those are the machine's and the grader's, such as an unwritten method's
 * or the one that ends an endless loop. The class file does not show it: the compiler writes such clauses by itself.
 */
final class Swallowing implements TaskListener {
    private final JavacTask task;
    private final Trees trees;
    private final List<String> objections = new ArrayList<>();

    Swallowing(JavacTask task) {
        this.task = task;
        this.trees = Trees.instance(task);
    }

    /** A sentence each. */
    List<String> objections() {
        return objections;
    }

    @Override
    public void finished(TaskEvent event) {
        if (event.getKind() == TaskEvent.Kind.ANALYZE && event.getTypeElement() != null) {
            TreePath declared = trees.getPath(event.getTypeElement());
            if (declared != null) {
                new Reader(event.getCompilationUnit()).scan(declared, null);
            }
        }
    }

    private final class Reader extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;

        Reader(CompilationUnitTree unit) {
            this.unit = unit;
        }

        @Override
        public Void visitCatch(CatchTree node, Void none) {
            Tree type = node.getParameter().getType();
            List<? extends Tree> types = type instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(type);
            types.stream().filter(this::takesErrors).forEach(each -> object(node, each));
            return super.visitCatch(node, null);
        }

        private boolean takesErrors(Tree type) {
            TypeMirror caught = trees.getTypeMirror(new TreePath(getCurrentPath(), type));
            TypeMirror error = task.getElements().getTypeElement("java.lang.Error").asType();
            return caught != null
                    && (task.getTypes().isSubtype(caught, error) || task.getTypes().isSubtype(error, caught));
        }

        private void object(CatchTree node, Tree type) {
            String file = unit.getSourceFile().getName().substring(1);
            long line = unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, node));
            objections.add(file + ":" + line + ": catch (" + type + ") swallows errors, which are the machine's: catch the"
                    + " exception that you expect.");
        }
    }
}
