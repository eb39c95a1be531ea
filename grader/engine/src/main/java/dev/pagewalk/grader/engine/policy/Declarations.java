package dev.pagewalk.grader.engine.policy;

import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

/** Finds the class that declares a member: {@code RefcountKata.notify} is {@code Object}'s. No class is initialised. */
final class Declarations {
    private final Map<String, ClassNode> own = new HashMap<>();
    private final ClassLoader provided;

    /**
     * @param classes of the submission
     * @param provided sees what a submission sees besides
     */
    Declarations(Map<String, byte[]> classes, ClassLoader provided) {
        this.provided = provided;
        classes.values().forEach(code -> {
            ClassNode node = new ClassNode();
            new ClassReader(code).accept(node, ClassReader.SKIP_CODE);
            own.put(node.name, node);
        });
    }

    /** Whether the submission itself declares this class. */
    boolean isOwn(String internalName) {
        return own.containsKey(internalName);
    }

    /** Internal name of the class that declares the member; the one that is named if none is found. */
    String declaring(Use use) {
        if (use.owner().startsWith("[")) {
            return "java/lang/Object";
        }
        return find(use.owner(), use).stream().findFirst().orElse(use.owner());
    }

    private List<String> find(String type, Use use) {
        return own.containsKey(type) ? findOwn(own.get(type), use) : findProvided(type, use);
    }

    private List<String> findOwn(ClassNode node, Use use) {
        boolean declares = use.kind() == Use.Kind.FIELD
                ? node.fields.stream().anyMatch(field -> field.name.equals(use.name()) && field.desc.equals(use.descriptor()))
                : node.methods.stream().anyMatch(method -> method.name.equals(use.name()) && method.desc.equals(use.descriptor()));
        if (declares) {
            return List.of(node.name);
        }
        return Stream.concat(Stream.of(node.superName), node.interfaces.stream())
                .flatMap(above -> find(above, use).stream())
                .toList();
    }

    private List<String> findProvided(String type, Use use) {
        try {
            List<String> found = new ArrayList<>();
            climb(Class.forName(type.replace('/', '.'), false, provided), use, found);
            return found;
        } catch (ClassNotFoundException | LinkageError e) {
            return List.of();
        }
    }

    private static void climb(Class<?> type, Use use, List<String> found) {
        if (declares(type, use)) {
            found.add(Type.getInternalName(type));
            return;
        }
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                .filter(Objects::nonNull)
                .forEach(above -> climb(above, use, found));
        if (type.isInterface() && type.getInterfaces().length == 0 && declares(Object.class, use)) {
            found.add(Type.getInternalName(Object.class));
        }
    }

    private static boolean declares(Class<?> type, Use use) {
        if (use.kind() == Use.Kind.FIELD) {
            return Arrays.stream(type.getDeclaredFields()).anyMatch(field -> field.getName().equals(use.name()));
        }
        if (use.name().equals("<init>")) {
            return true;
        }
        Stream<? extends Executable> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Type.getMethodDescriptor(method).equals(use.descriptor()));
        return methods.anyMatch(method -> method.getName().equals(use.name()));
    }
}
