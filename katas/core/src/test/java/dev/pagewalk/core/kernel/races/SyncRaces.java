package dev.pagewalk.core.kernel.races;

import static dev.pagewalk.core.kernel.races.World.expect;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_get;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_put;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_switch_to_atomic_sync;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_tryget;

import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.explore.Variable;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PercpuRef;
import dev.pagewalk.core.mm.Platform;
import dev.pagewalk.core.mm.Rcu;
import java.util.List;

/** What all the rest is built of: spin locks, the mmap lock, RCU, percpu_ref. */
final class SyncRaces {
    private SyncRaces() {}

    /** Primitives, and plain variables that they are to guard. */
    static final class Bench {
        final World world;
        final Platform platform;
        final Rcu rcu;
        final Page frame;
        final Variable x;
        final Variable y;
        PercpuRef ref;
        int released;

        private Bench(Hook hook) {
            world = World.untouched(hook);
            platform = world.machine.platform();
            rcu = platform.rcu();
            frame = world.machine.alloc();
            x = new Variable(hook, "x", 0);
            y = new Variable(hook, "y", 0);
        }

        private Bench withRef(int flags) {
            ref = platform.refs().kmallocPercpuRef();
            PercpuRef.percpu_ref_init(ref, r -> released++, flags);
            return this;
        }
    }

    static List<Scenario<Bench>> all() {
        return List.of(spinLock(), mmapWriters(), mmapReader(), synchronize(), callRcu(), switchAndGet(), switchAndPut(), lastPut());
    }

    private static void increment(Variable variable) {
        variable.store(variable.load() + 1);
    }

    private static Scenario<Bench> spinLock() {
        return Scenario.named("spin lock: two increments")
                .setUp(Bench::new)
                .cpu("CPU 0: lock, x++, unlock", SyncRaces::locked)
                .cpu("CPU 1: lock, x++, unlock", SyncRaces::locked)
                .atEnd(b -> expect(b.x.peek(0) == 2, "2 increments", b.x.peek(0)));
    }

    private static void locked(Bench bench) {
        bench.frame.lock().lock();
        increment(bench.x);
        bench.frame.lock().unlock();
    }

    private static Scenario<Bench> mmapWriters() {
        return Scenario.named("mmap lock: writer / writer")
                .setUp(Bench::new)
                .cpu("CPU 0: write lock, x++, unlock", SyncRaces::writing)
                .cpu("CPU 1: write lock, x++, unlock", SyncRaces::writing)
                .atEnd(b -> expect(b.x.peek(0) == 2, "2 increments", b.x.peek(0)));
    }

    private static void writing(Bench bench) {
        bench.world.mm.mmapLock().writeLock();
        increment(bench.x);
        bench.world.mm.mmapLock().writeUnlock();
    }

    private static Scenario<Bench> mmapReader() {
        return Scenario.named("mmap lock: writer / two readers")
                .setUp(Bench::new)
                .cpu("CPU 0: write lock, x++, y++, unlock", b -> {
                    b.world.mm.mmapLock().writeLock();
                    increment(b.x);
                    increment(b.y);
                    b.world.mm.mmapLock().writeUnlock();
                })
                .cpu("CPU 1: read lock, looks, unlock", SyncRaces::reading)
                .cpu("CPU 2: read lock, looks, unlock", SyncRaces::reading);
    }

    private static void reading(Bench bench) {
        bench.world.mm.mmapLock().readLock();
        long x = bench.x.load();
        long y = bench.y.load();
        bench.world.mm.mmapLock().readUnlock();
        expect(x == y, "both or none", x + ", " + y);
    }

    /** y = 0: what x leads to is alive. */
    private static void reader(Bench bench) {
        bench.rcu.rcu_read_lock();
        boolean reachable = bench.x.load() == 0;
        boolean freed = bench.y.load() != 0;
        bench.rcu.rcu_read_unlock();
        expect(!reachable || !freed, "what a reader can reach is not freed", "freed");
    }

    private static Scenario<Bench> synchronize() {
        return Scenario.named("RCU: reader / synchronize_rcu, free")
                .setUp(Bench::new)
                .cpu("CPU 0: takes out, waits, frees", b -> {
                    b.x.store(1);
                    b.rcu.synchronize_rcu();
                    b.y.store(1);
                })
                .cpu("CPU 1: reads", SyncRaces::reader);
    }

    private static Scenario<Bench> callRcu() {
        return Scenario.named("RCU: reader / call_rcu")
                .setUp(Bench::new)
                .cpu("CPU 0: takes out, has it freed", b -> {
                    b.x.store(1);
                    b.rcu.call_rcu(b.frame, page -> b.y.store(1));
                    b.rcu.process();
                })
                .cpu("CPU 1: reads", SyncRaces::reader);
    }

    private static Scenario<Bench> switchAndGet() {
        return Scenario.named("percpu_ref: switch to atomic / get")
                .setUp(hook -> new Bench(hook).withRef(0))
                .cpu("CPU 0: switches, puts", b -> {
                    percpu_ref_switch_to_atomic_sync(b.ref);
                    percpu_ref_put(b.ref);
                })
                .cpu("CPU 1: tries to get", b -> b.world.seen[0] = percpu_ref_tryget(b.ref) ? 1 : 0)
                .atEnd(b -> {
                    expect(b.ref.total() == b.world.seen[0], "count " + b.world.seen[0], b.ref.total());
                    expect(b.released == 1 - b.world.seen[0], "released at zero, once", b.released);
                });
    }

    private static Scenario<Bench> switchAndPut() {
        return Scenario.named("percpu_ref: switch to atomic / put")
                .setUp(hook -> {
                    Bench bench = new Bench(hook).withRef(0);
                    percpu_ref_get(bench.ref);
                    return bench;
                })
                .cpu("CPU 0: switches, puts", b -> {
                    percpu_ref_switch_to_atomic_sync(b.ref);
                    percpu_ref_put(b.ref);
                })
                .cpu("CPU 1: puts", b -> percpu_ref_put(b.ref))
                .atEnd(b -> expect(b.ref.total() == 0 && b.released == 1, "count 0, released once", b.ref.total() + ", " + b.released));
    }

    private static Scenario<Bench> lastPut() {
        return Scenario.named("percpu_ref: last put / tryget")
                .setUp(hook -> new Bench(hook).withRef(PercpuRef.PERCPU_REF_INIT_ATOMIC))
                .cpu("CPU 0: puts", b -> percpu_ref_put(b.ref))
                .cpu("CPU 1: tries to get, puts", b -> {
                    if (percpu_ref_tryget(b.ref)) {
                        expect(b.released == 0, "nothing released while somebody holds it", b.released);
                        percpu_ref_put(b.ref);
                    }
                })
                .atEnd(b -> expect(b.ref.total() == 0 && b.released == 1, "count 0, released once", b.ref.total() + ", " + b.released));
    }
}
