package dev.pagewalk.katas.support;

import dev.pagewalk.core.contract.NotWrittenYet;
import dev.pagewalk.core.scene.Scene;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Gives a test its {@link Scene}, skips the test at a method that is not written yet, and audits the whole machine
 * when the test is over: a result can be right while the machine is already broken.
 */
public final class SceneExtension implements ParameterResolver, AfterEachCallback, TestExecutionExceptionHandler {
    private static final Namespace HERE = Namespace.create(SceneExtension.class);

    private final Supplier<Scene> scenes;

    /** Scenes on a plain machine. */
    public SceneExtension() {
        this(Scene::empty);
    }

    /** Scenes on a machine of the test's own, with katas plugged in. */
    public SceneExtension(Supplier<Scene> scenes) {
        this.scenes = scenes;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Scene.class;
    }

    @Override
    public Scene resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getStore(HERE).getOrComputeIfAbsent(Scene.class, key -> scenes.get(), Scene.class);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext test, Throwable thrown) throws Throwable {
        if (thrown instanceof NotWrittenYet) {
            System.out.println("  " + thrown.getMessage() + " is not written yet: skipped " + test.getDisplayName());
            throw new TestAbortedException(thrown.getMessage());
        }
        throw thrown;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Scene scene = test.getStore(HERE).get(Scene.class, Scene.class);
        if (scene != null && test.getExecutionException().isEmpty()) {
            scene.invariants().check();
        }
    }
}
