package dev.pagewalk.grader.engine.isolation;

import java.util.List;

/** Namespaces of the kernel by unshare(1), where bubblewrap is not installed. */
final class Namespaces implements Sandbox {
    /** Runs as the first process of its pid namespace, and stays: when it is killed, so are all others in there. */
    private static final String SCRIPT = """
            for place in /dev/shm /var/tmp; do mount -t tmpfs -o size=16m,mode=1777 none $place 2>/dev/null; done
            while read -r a b c d place rest; do
                case $place in /proc* | /dev* | /var/tmp) ;; *) mount -o remount,bind,ro "$place" 2>/dev/null ;; esac
            done < /proc/self/mountinfo
            cd /
            "$@"
            exit $?
            """;

    @Override
    public Level level() {
        return Level.NAMESPACES;
    }

    @Override
    public Confined confine(List<String> command, Grants grants) {
        boolean almighty = Tools.isAlmighty();
        int user = Tools.nextUser();
        Confined confined = Confined.of(Tools.join(
                Tools.detached(),
                List.of(Tools.program("unshare"), "--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "--kill-child=KILL", "--mount-proc"),
                almighty ? List.of() : List.of("--user", "--map-root-user"),
                List.of("--", Tools.program("sh"), "-c", SCRIPT, "sandbox"),
                almighty ? Tools.become(user) : Tools.disarm(),
                Tools.limits(almighty),
                command));
        return almighty ? confined.as(user) : confined;
    }
}
