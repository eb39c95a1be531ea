package dev.pagewalk.desk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Tries a kata in this process. */
public final class Bench {
    private final Workshop workshop;
    private final Compiler compiler = new Compiler();
    private final Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .addTestEngines(new JupiterTestEngine())
            .build());

    public Bench(Workshop workshop) {
        this.workshop = workshop;
    }

    /** Compiles a kata, and runs its visible tests. */
    public Verdict run(Job job) {
        return run(job, running -> {});
    }

    /** @param watching is told what runs, from before the first test until after the last */
    Verdict run(Job job, Consumer<Progress> watching) {
        long start = System.nanoTime();
        List<String> errors = compiler.compile(workshop, job);
        if (!errors.isEmpty()) {
            return Verdict.broken(errors, since(start));
        }
        Progress progress = new Progress(start);
        watching.accept(progress);
        try (Classes classes = classes(job)) {
            launcher.execute(request(classes.loadClass(job.test())), progress);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(job.test() + " is not in its source file", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Verdict.of(progress.outcomes(), since(start));
    }

    /** Compiles a kata, and gives its classes and those that it mentions. */
    public List<String> compile(Job job) {
        return compiler.compile(workshop, job);
    }

    /** What {@link #compile} made. */
    public Classes classes(Job job) {
        return Classes.in(workshop.classes(job.kata()));
    }

    static long since(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static LauncherDiscoveryRequest request(Class<?> test) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(test))
                .enableImplicitConfigurationParameters(false)
                .build();
    }
}
