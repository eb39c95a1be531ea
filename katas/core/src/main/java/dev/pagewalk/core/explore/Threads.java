package dev.pagewalk.core.explore;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;

/** Makes daemon threads: by reflection, because Java 17 does not know virtual ones. */
final class Threads {
    /** From this release on a virtual thread may wait inside {@code synchronized} without holding its carrier (JEP 491). */
    private static final int VIRTUAL_SINCE = 24;

    /** The kind that hands over fastest. */
    static final Function<Runnable, Thread> BEST =
            Runtime.version().feature() >= VIRTUAL_SINCE ? virtual() : Threads::platform;

    private Threads() {}

    private static Thread platform(Runnable life) {
        Thread thread = new Thread(life);
        thread.setDaemon(true);
        return thread;
    }

    private static Function<Runnable, Thread> virtual() {
        MethodHandle unstarted = unstartedVirtual();
        return life -> {
            try {
                return (Thread) unstarted.invoke(life);
            } catch (Throwable impossible) {
                throw new LinkageError("Thread.Builder.unstarted", impossible);
            }
        };
    }

    private static MethodHandle unstartedVirtual() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object virtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder)).invoke();
            return lookup.findVirtual(builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class)).bindTo(virtual);
        } catch (Throwable missing) {
            throw new LinkageError("this JDK should have virtual threads", missing);
        }
    }
}
