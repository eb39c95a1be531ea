package dev.pagewalk.grader.app;

/** Does something if the process is interrupted before this is closed. The JVM then exits with 130 by itself. */
final class OnInterrupt implements AutoCloseable {
    private final Thread thread;

    OnInterrupt(Runnable action) {
        thread = new Thread(action, "on interrupt");
        Runtime.getRuntime().addShutdownHook(thread);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException interrupted) {
            // it runs already
        }
    }
}
