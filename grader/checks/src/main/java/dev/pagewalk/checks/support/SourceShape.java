package dev.pagewalk.checks.support;

import com.sun.source.tree.AssertTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.pagewalk.grader.api.CheckFailure;
import dev.pagewalk.grader.api.Submission;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** How a source file is written, read from its syntax tree: places that a design rule objects to, as {@code line N: …}. */
public final class SourceShape {
    private static final Pattern LOCKS = Pattern.compile("\\b(try|un)?lock\\(\\)");
    /** So many statements may stand inside one another that decide, repeat or guard. */
    private static final int DEEPEST = 3;
    private static final Set<Tree.Kind> LEVELS = Set.of(
            Tree.Kind.IF, Tree.Kind.FOR_LOOP, Tree.Kind.ENHANCED_FOR_LOOP, Tree.Kind.WHILE_LOOP, Tree.Kind.DO_WHILE_LOOP, Tree.Kind.SWITCH, Tree.Kind.TRY);
    private static final Set<String> THREADING = Set.of("Thread", "Executors", "ForkJoinPool", "CompletableFuture", "ThreadLocal", "Timer");

    private final List<String> fields = new ArrayList<>();
    private final List<String> threading = new ArrayList<>();
    private final List<String> conditionals = new ArrayList<>();
    private final List<String> lockFlags = new ArrayList<>();
    private final List<String> aborts = new ArrayList<>();
    private final List<String> nesting = new ArrayList<>();

    private SourceShape() {}

    /** Reads a source file that compiles. */
    public static SourceShape of(String source) {
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Kata.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, diagnostic -> {}, List.of("-proc:none"), null, List.of(file));
        SourceShape shape = new SourceShape();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                shape.new Reader(unit, Trees.instance(task)).scan(unit, null);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return shape;
    }

    /**
     * Judges the submission's file of a kata by one design rule.
     *
     * @param objections what the rule objects to
     * @param instead what to write there
     * @throws CheckFailure naming each place
     */
    public static void expectNone(Submission submission, Class<?> contract, Function<SourceShape, List<String>> objections, String instead) {
        List<String> found = objections.apply(of(submission.source(contract)));
        if (!found.isEmpty()) {
            throw new CheckFailure("", instead, String.join("\n", found), "", "");
        }
    }

    /** Fields that are not constants: state that the machine does not see. */
    public List<String> fields() {
        return fields;
    }

    /** Uses of {@code synchronized}, threads and their like. */
    public List<String> threading() {
        return threading;
    }

    /** Places that say {@code c ? true : false}. */
    public List<String> conditionals() {
        return conditionals;
    }

    /** Places where a boolean parameter decides whether a lock is taken or released. */
    public List<String> lockFlags() {
        return lockFlags;
    }

    /** Places that throw or assert. */
    public List<String> aborts() {
        return aborts;
    }

    /** Statements that stand too deep inside others: a rare case is better tested for first, and left. */
    public List<String> nesting() {
        return nesting;
    }

    private final class Reader extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final Trees trees;
        private final LineMap lines;

        Reader(CompilationUnitTree unit, Trees trees) {
            this.unit = unit;
            this.trees = trees;
            this.lines = unit.getLineMap();
        }

        @Override
        public Void scan(Tree tree, Void none) {
            if (tree != null && LEVELS.contains(tree.getKind()) && !isElseIf(tree) && levels() == DEEPEST) {
                nesting.add(at(tree) + (DEEPEST + 1) + " statements inside one another");
            }
            return super.scan(tree, null);
        }

        /** How many levels are around what is scanned next, up to its method. */
        private int levels() {
            int levels = 0;
            for (TreePath path = getCurrentPath(); path != null && !(path.getLeaf() instanceof MethodTree); path = path.getParentPath()) {
                levels += LEVELS.contains(path.getLeaf().getKind()) && !isElseBranch(path) ? 1 : 0;
            }
            return levels;
        }

        private boolean isElseIf(Tree tree) {
            return getCurrentPath() != null && getCurrentPath().getLeaf() instanceof IfTree around && around.getElseStatement() == tree;
        }

        private boolean isElseBranch(TreePath path) {
            return path.getLeaf() instanceof IfTree inner && path.getParentPath().getLeaf() instanceof IfTree outer && outer.getElseStatement() == inner;
        }

        @Override
        public Void visitVariable(VariableTree node, Void none) {
            Set<Modifier> flags = node.getModifiers().getFlags();
            boolean isField = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree parent && parent.getKind() != Tree.Kind.RECORD;
            if (isField && !flags.containsAll(Set.of(Modifier.STATIC, Modifier.FINAL)) && !isPropertyOfEnum(node)) {
                fields.add(at(node) + "field " + node.getName());
            }
            if (isField && node.getInitializer() != null && isContainer(node) && !isEnumConstant(node)) {
                fields.add(at(node) + "constant " + node.getName() + " holds an object that can change");
            }
            return super.visitVariable(node, null);
        }

        private boolean isEnumConstant(VariableTree node) {
            return getCurrentPath().getParentPath().getLeaf() instanceof ClassTree parent && parent.getKind() == Tree.Kind.ENUM
                    && node.getInitializer() instanceof NewClassTree made && made.getIdentifier().toString().equals(parent.getSimpleName().toString());
        }

        /** What an enum's constant says of itself, once and for all: a number or a text. */
        private boolean isPropertyOfEnum(VariableTree node) {
            return getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.ENUM && node.getModifiers().getFlags().contains(Modifier.FINAL)
                    && (node.getType() instanceof PrimitiveTypeTree || node.getType().toString().equals("String"));
        }

        /** An array or a {@code new} object in a constant is state in disguise. */
        private boolean isContainer(VariableTree node) {
            return node.getModifiers().getFlags().contains(Modifier.FINAL)
                    && Set.of(Tree.Kind.NEW_CLASS, Tree.Kind.NEW_ARRAY).contains(node.getInitializer().getKind());
        }

        @Override
        public Void visitMethod(MethodTree node, Void none) {
            if (node.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
                threading.add(at(node) + "synchronized method " + node.getName());
            }
            return super.visitMethod(node, null);
        }

        @Override
        public Void visitSynchronized(SynchronizedTree node, Void none) {
            threading.add(at(node) + "synchronized");
            return super.visitSynchronized(node, null);
        }

        @Override
        public Void visitIdentifier(IdentifierTree node, Void none) {
            if (THREADING.contains(node.getName().toString())) {
                threading.add(at(node) + node.getName());
            }
            return super.visitIdentifier(node, null);
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree node, Void none) {
            if (node.toString().startsWith("java.util.concurrent")) {
                threading.add(at(node) + node);
                return null;
            }
            return super.visitMemberSelect(node, null);
        }

        @Override
        public Void visitIf(IfTree node, Void none) {
            if (isParameter(node.getCondition().toString().replaceAll("[()! ]", "")) && LOCKS.matcher(node.getThenStatement() + " " + node.getElseStatement()).find()) {
                lockFlags.add(at(node) + "if " + node.getCondition());
            }
            return super.visitIf(node, null);
        }

        /** Whether a name is that of a boolean parameter of the method around. */
        private boolean isParameter(String name) {
            for (Tree around : getCurrentPath()) {
                if (around instanceof MethodTree method) {
                    return method.getParameters().stream()
                            .anyMatch(p -> p.getName().contentEquals(name) && p.getType().toString().equals("boolean"));
                }
            }
            return false;
        }

        @Override
        public Void visitThrow(ThrowTree node, Void none) {
            aborts.add(at(node) + node.toString().strip());
            return super.visitThrow(node, null);
        }

        @Override
        public Void visitAssert(AssertTree node, Void none) {
            aborts.add(at(node) + node.toString().strip());
            return super.visitAssert(node, null);
        }

        @Override
        public Void visitConditionalExpression(ConditionalExpressionTree node, Void none) {
            if (isBoolean(node.getTrueExpression()) && isBoolean(node.getFalseExpression())) {
                conditionals.add(at(node) + node);
            }
            return super.visitConditionalExpression(node, null);
        }

        private boolean isBoolean(Tree tree) {
            return tree instanceof LiteralTree literal && literal.getValue() instanceof Boolean;
        }

        private String at(Tree tree) {
            return "line " + lines.getLineNumber(trees.getSourcePositions().getStartPosition(unit, tree)) + ": ";
        }
    }
}
