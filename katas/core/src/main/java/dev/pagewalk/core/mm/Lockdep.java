package dev.pagewalk.core.mm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which CPU holds which locks, and the rules of taking them: {@link LockClass}'s order (I31), and nothing that sleeps
 * while a spinlock is held, in an RCU read-side section or in an RCU callback (I32).
 *
 * <p>After Linux's lock validator of that name, which learns the order; here it is written down. All of it is private
 * to a CPU, so nothing here is a shared access.
 */
public final class Lockdep {
    private final Platform platform;
    private final List<List<Lock>> held;

    Lockdep(Platform platform, int cpus) {
        this.platform = platform;
        this.held = Stream.generate(() -> (List<Lock>) new ArrayList<Lock>()).limit(cpus).toList();
    }

    /** The locks that the current CPU holds, oldest first, by name. */
    public List<String> held() {
        return mine().stream().map(Lock::name).toList();
    }

    /** The locks that any CPU holds, by name; an audit. */
    public List<String> heldAnywhere() {
        return held.stream().flatMap(List::stream).map(Lock::name).toList();
    }

    /**
     * The current CPU is about to wait, perhaps.
     *
     * @param what for example {@code synchronize_rcu}
     * @throws RuleBroken I32, if it must not
     */
    public void mightSleep(String what) {
        for (Lock lock : mine()) {
            if (!lock.sleeps()) {
                throw asleep(what, "it holds " + lock.name() + ": release it first");
            }
        }
        if (platform.rcu().isInside()) {
            throw asleep(what, "it is in an RCU read-side section: rcu_read_unlock first");
        }
        if (platform.rcu().isCallback()) {
            throw asleep(what, "it runs an RCU callback");
        }
    }

    /**
     * At the end of a system call, of a page fault, of a CPU's program: every lock is released.
     *
     * @throws RuleBroken I31 or I33, if something is still held
     */
    public void expectNothingHeld() {
        if (!mine().isEmpty()) {
            throw new RuleBroken(
                    "I31 locks: every lock is released by the call that took it",
                    "no lock held",
                    mine().get(0).name() + " is still held");
        }
        if (platform.rcu().isInside()) {
            throw new RuleBroken("I33 sections: every RCU read-side section is closed", "as many rcu_read_unlock as rcu_read_lock",
                    "the CPU is still inside");
        }
    }

    void acquiring(Lock lock) {
        if (lock.sleeps()) {
            mightSleep("taking " + lock.name());
        }
        for (Lock other : mine()) {
            if (other.is(lock)) {
                throw disorder("a lock is taken once: its holder would wait for itself", lock, other);
            }
            if (!inOrder(other, lock)) {
                throw disorder("mmap_lock, then pmd lock, then pte locks by address", lock, other);
            }
        }
    }

    void acquired(Lock lock) {
        mine().add(lock);
    }

    void released(Lock lock) {
        List<Lock> mine = mine();
        for (int i = mine.size() - 1; i >= 0; i--) {
            if (mine.get(i).is(lock)) {
                mine.remove(i);
                return;
            }
        }
    }

    /** Whether the current CPU holds a lock of a kind. */
    boolean holdsAny(LockClass kind) {
        return mine().stream().anyMatch(lock -> lock.kind() == kind);
    }

    boolean holds(Lock lock) {
        for (Lock other : mine()) {
            if (other.is(lock)) {
                return true;
            }
        }
        return false;
    }

    private static boolean inOrder(Lock first, Lock second) {
        int order = first.kind().compareTo(second.kind());
        return order < 0 || order == 0 && first.key() < second.key();
    }

    private List<Lock> mine() {
        return held.get(platform.cpu());
    }

    private static RuleBroken disorder(String expected, Lock wanted, Lock other) {
        return new RuleBroken(
                "I31 locks: the order of locks is acyclic",
                expected,
                other.name() + " is held when " + wanted.name() + " is taken");
    }

    private static RuleBroken asleep(String what, String why) {
        return new RuleBroken(
                "I32 atomic context: nothing blocks under a spinlock or in RCU",
                "a CPU that may sleep",
                "CPU calls " + what + ", but " + why);
    }
}
