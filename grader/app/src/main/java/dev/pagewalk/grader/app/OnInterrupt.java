package dev.pagewalk.grader.app;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * What happens if the process is interrupted before this is closed: at the first Ctrl-C one thing; at the second, or when the
 * process is told to end in another way, another, and the JVM exits.
 */
final class OnInterrupt implements AutoCloseable {
    private static final String CTRL_C = "INT";

    private final AtomicBoolean asked = new AtomicBoolean();
    private final Runnable gently;
    private final Thread atOnce;
    private final Object before;

    OnInterrupt(Runnable gently, Runnable atOnce) {
        this.gently = gently;
        this.atOnce = new Thread(atOnce, "on interrupt");
        Runtime.getRuntime().addShutdownHook(this.atOnce);
        before = Signals.register(CTRL_C, this::interrupt);
    }

    private void interrupt() {
        if (asked.compareAndSet(false, true)) {
            gently.run();
        } else {
            System.exit(ExitCode.INTERRUPTED);
        }
    }

    @Override
    public void close() {
        Signals.unregister(CTRL_C, before);
        try {
            Runtime.getRuntime().removeShutdownHook(atOnce);
        } catch (IllegalStateException interrupted) {
            // it runs already
        }
    }
}
