package dev.pagewalk.grader.engine.isolation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The operating system's programs that confine, and the parts of a command line that they have in common. */
final class Tools {
    private static final List<Path> PLACES = List.of(Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/sbin"), Path.of("/sbin"));

    /** Threads and processes together: a worker has some thirty, and the explorer a few more. */
    private static final int THREADS = 256;

    private static final int FILES = 256;
    private static final long FILE_BYTES = 32L << 20;

    /** Users that no distribution gives to anybody; one for each worker, so that none meets another. */
    private static final int FIRST_USER = 64_000;

    private static final int USERS = 1_000;
    /** From anywhere: another grader on this machine takes its users from the same ones. */
    private static final AtomicInteger STARTED = new AtomicInteger(new SecureRandom().nextInt(USERS));

    private Tools() {}

    /** Where a program is: the user's path is not asked. */
    static Optional<String> find(String program) {
        return PLACES.stream().map(place -> place.resolve(program)).filter(Files::isExecutable).findFirst().map(Path::toString);
    }

    /** As {@link #find}, for one that was found to be there. */
    static String program(String program) {
        return find(program).orElseThrow(() -> new IllegalStateException(program + " is not installed"));
    }

    static boolean has(String... programs) {
        return List.of(programs).stream().allMatch(program -> find(program).isPresent());
    }

    /** Whether this process may become another user. */
    static boolean isAlmighty() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Out of reach of the terminal's Ctrl-C, which is meant for the grader alone. */
    static List<String> detached() {
        return has("setsid") ? List.of(program("setsid")) : List.of();
    }

    /** Limits on what processes take; nothing where the system has no such tool. */
    static List<String> limits(boolean ownUser) {
        if (!has("prlimit")) {
            return List.of();
        }
        List<String> limits = new ArrayList<>(List.of(program("prlimit"), "--core=0", "--fsize=" + FILE_BYTES, "--nofile=" + FILES));
        if (ownUser) {
            limits.add("--nproc=" + THREADS);
        }
        limits.add("--");
        return limits;
    }

    /** A user for a new worker. */
    static int nextUser() {
        return FIRST_USER + Math.floorMod(STARTED.getAndIncrement(), USERS);
    }

    /** Becomes this user, for good and without any capability. */
    static List<String> become(int user) {
        return List.of(
                program("setpriv"), "--reuid=" + user, "--regid=" + user, "--clear-groups",
                "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs");
    }

    /** Gives up every capability. */
    static List<String> disarm() {
        return List.of(program("setpriv"), "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs");
    }

    @SafeVarargs
    static List<String> join(List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return List.copyOf(all);
    }
}
