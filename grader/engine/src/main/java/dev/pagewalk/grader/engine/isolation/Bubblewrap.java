package dev.pagewalk.grader.engine.isolation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A file system of its own by bubblewrap(1): the system's libraries, a Java runtime, the classes, one socket, and a small
 * temporary directory in memory. Every path keeps its name, so that class data archives fit.
 */
final class Bubblewrap implements Sandbox {
    private static final String TEMPORARY_BYTES = String.valueOf(16 << 20);
    private static final String TMP = "/tmp";

    /** What programs are linked to, and the settings of a JDK that a distribution keeps elsewhere. */
    private static final List<String> SYSTEM =
            List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/java-17-openjdk", "/etc/java-21-openjdk", "/etc/java-25-openjdk");

    @Override
    public Level level() {
        return Level.BUBBLEWRAP;
    }

    @Override
    public Confined confine(List<String> command, Grants grants) {
        boolean almighty = Tools.isAlmighty();
        return Confined.of(Tools.join(
                Tools.detached(),
                List.of(Tools.program("bwrap"), "--die-with-parent", "--new-session", "--unshare-pid", "--unshare-net",
                        "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"),
                almighty ? List.of() : List.of("--unshare-user", "--cap-drop", "ALL"),
                files(grants),
                List.of("--"),
                almighty ? Tools.become(Tools.nextUser()) : List.of(),
                Tools.limits(almighty),
                command));
    }

    private static List<String> files(Grants grants) {
        List<String> mounts = new ArrayList<>(List.of("--perms", "1777", "--size", TEMPORARY_BYTES, "--tmpfs", TMP));
        List<Path> shown = shown(grants);
        parents(shown).forEach(parent -> mounts.addAll(List.of("--perms", "0755", "--dir", parent)));
        shown.forEach(path -> mounts.addAll(List.of("--ro-bind", path.toString(), path.toString())));
        mounts.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--chdir", TMP));
        return mounts;
    }

    private static List<Path> shown(Grants grants) {
        Stream<Path> system = SYSTEM.stream().map(Path::of).filter(Files::isDirectory);
        Stream<Path> tools = Stream.of("setpriv", "prlimit").flatMap(tool -> Tools.find(tool).stream()).map(Path::of);
        return Stream.concat(Stream.concat(system, tools), grants.paths().stream()).distinct().toList();
    }

    /** Directories on the way, from the top: made by hand, because bubblewrap would make them for itself alone. */
    private static Set<String> parents(List<Path> shown) {
        Set<String> parents = new TreeSet<>();
        for (Path path : shown) {
            for (Path up = path.getParent(); up != null && up.getNameCount() > 0; up = up.getParent()) {
                parents.add(up.toString());
            }
        }
        parents.remove(TMP);
        return parents;
    }
}
