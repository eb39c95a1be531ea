package dev.pagewalk.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;

/**
 * Who may know whom.
 * <pre>
 *   hook ← hw ← mm ← contract ← kernel ← {scenarios, exercises, solutions, checks}
 *   api ← {engine, checks} ← app
 * </pre>
 */
final class Rooms {
    private static final String CORE = "dev.pagewalk.core..";
    private static final String GRADER = "dev.pagewalk.grader..";
    private static final String CHECKS = "dev.pagewalk.checks..";
    private static final String SOLUTIONS = "dev.pagewalk.solutions..";
    private static final String KATAS = "dev.pagewalk.katas..";

    private Rooms() {}

    /** The core stands alone: neither the grader nor a kata's solution nor any library. */
    static ArchRule coreStandsAlone() {
        return noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("are neither of the core nor of the JDK") {
                    @Override
                    public boolean test(JavaClass type) {
                        String name = type.getBaseComponentType().getName();
                        return !type.getBaseComponentType().isPrimitive()
                                && !name.startsWith("dev.pagewalk.core.")
                                && !name.startsWith("java.");
                    }
                })
                .because("students get the core without the grader");
    }

    /** Each room of the core knows those below it. */
    static LayeredArchitecture floors() {
        return Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(CORE)
                .withOptionalLayers(true)
                .layer("hook")
                .definedBy("dev.pagewalk.core.hook..")
                .layer("hw")
                .definedBy("dev.pagewalk.core.hw..")
                .layer("mm")
                .definedBy("dev.pagewalk.core.mm..")
                .layer("contract")
                .definedBy("dev.pagewalk.core.contract..")
                .layer("kernel")
                .definedBy("dev.pagewalk.core.kernel..")
                .layer("rest")
                .definedBy("dev.pagewalk.core.debug..", "dev.pagewalk.core.explore..", "dev.pagewalk.core.scene..", "dev.pagewalk.core.history..")
                .whereLayer("hook")
                .mayNotAccessAnyLayer()
                .whereLayer("hw")
                .mayOnlyAccessLayers("hook")
                .whereLayer("mm")
                .mayOnlyAccessLayers("hook", "hw")
                .whereLayer("contract")
                .mayOnlyAccessLayers("hook", "hw", "mm")
                .whereLayer("kernel")
                .mayOnlyAccessLayers("hook", "hw", "mm", "contract");
    }

    /** The engine knows no kata. */
    static ArchRule engineKnowsNoKata() {
        return noClasses()
                .that()
                .resideInAnyPackage("dev.pagewalk.grader.engine..", "dev.pagewalk.grader.worker..", "dev.pagewalk.grader.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CORE, CHECKS, SOLUTIONS, KATAS, "dev.pagewalk.grader.app..")
                .because("what is graded comes as a Curriculum");
    }

    /** The api knows neither who runs the checks nor who writes them. */
    static ArchRule apiIsBelow() {
        return noClasses()
                .that()
                .resideInAPackage("dev.pagewalk.grader.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.pagewalk.grader.engine..", "dev.pagewalk.grader.worker..");
    }

    /** Checks reach the reference through the submission's context alone, and never the engine. */
    static ArchRule checksSeeNeitherSolutionsNorEngine() {
        return noClasses()
                .that()
                .resideInAPackage(CHECKS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        SOLUTIONS, KATAS, "dev.pagewalk.grader.engine..", "dev.pagewalk.grader.worker..", "dev.pagewalk.grader.app..");
    }

    /** Solutions and exercises see the core alone. */
    static ArchRule katasSeeTheCoreAlone() {
        return noClasses()
                .that()
                .resideInAnyPackage(SOLUTIONS, KATAS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(GRADER, CHECKS);
    }
}
