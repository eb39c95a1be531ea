package dev.pagewalk.core.mm;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Until;
import dev.pagewalk.core.hook.Update;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Linux's {@code struct percpu_ref}: a reference count that costs nothing shared while nobody asks whether it is zero.
 *
 * <pre>
 *   percpu mode   each CPU counts in a line of its own; the sum is not known
 *   atomic mode   one count for all; zero is final: tryget fails from then on
 *   cells: 0 = the one count, 1 = the mode, 2 + n = the count of CPU n
 * </pre>
 *
 * In percpu mode the one count holds a large bias, so that it can never be zero. The static methods bear Linux's names.
 * Source: Linux 6.0, {@code lib/percpu-refcount.c}.
 */
public final class PercpuRef implements Cells {
    /** For {@link #percpu_ref_init}: start in atomic mode. */
    public static final int PERCPU_REF_INIT_ATOMIC = 1;
    /** For {@link #percpu_ref_init}: the mode may change back later. */
    public static final int PERCPU_REF_ALLOW_REINIT = 4;

    private static final int ENOMEM = 12;
    private static final long BIAS = 1L << 62;
    private static final int COUNT = 0;
    private static final int MODE = 1;
    private static final int CPUS = 2;
    private static final long PERCPU = 0;
    private static final long TO_ATOMIC = 1;
    private static final long ATOMIC = 2;
    private static final long TO_PERCPU = 3;
    /** After percpu_ref_exit: nobody may count any more. */
    private static final long GONE = 4;
    /** Cache lines of what does not lie in physical memory have addresses beyond it. */
    private static final long LINES = 1L << 52;
    private static final int LINE = 64;

    /** Raw memory, initialised, given back. */
    enum State {
        RAW,
        READY,
        FREED
    }

    private final Platform platform;
    private final int id;
    private final long[] cells;
    private State state = State.RAW;
    private boolean mayReturn;
    private @Nullable Consumer<PercpuRef> release;

    PercpuRef(Platform platform, int id, int cpus) {
        this.platform = platform;
        this.id = id;
        this.cells = new long[CPUS + cpus];
    }

    /**
     * Initialises a reference count to 1, in percpu mode unless {@code flags} say otherwise.
     *
     * @param release called when the count becomes zero in atomic mode; must not block; null for nothing
     * @param flags of {@link #PERCPU_REF_INIT_ATOMIC} and {@link #PERCPU_REF_ALLOW_REINIT}
     * @return 0, or -ENOMEM with the memory as raw as it was
     */
    public static int percpu_ref_init(PercpuRef ref, @Nullable Consumer<PercpuRef> release, int flags) {
        ref.platform.lockdep().mightSleep("percpu_ref_init");
        ref.expectState(State.RAW, "percpu_ref_init once, before all else");
        if (ref.platform.failures().shouldFail()) {
            return -ENOMEM;
        }
        boolean atomic = (flags & PERCPU_REF_INIT_ATOMIC) != 0;
        Arrays.fill(ref.cells, 0);
        ref.cells[COUNT] = atomic ? 1 : BIAS + 1;
        ref.cells[MODE] = atomic ? ATOMIC : PERCPU;
        ref.release = release;
        ref.mayReturn = (flags & PERCPU_REF_ALLOW_REINIT) != 0;
        ref.state = State.READY;
        return 0;
    }

    /** Undoes {@link #percpu_ref_init}; the memory can then be given back. */
    public static void percpu_ref_exit(PercpuRef ref) {
        ref.expectState(State.READY, "percpu_ref_exit once, after percpu_ref_init");
        Hook.store(ref.platform.hook(), ref, MODE, GONE, Order.RELAXED);
        ref.state = State.RAW;
    }

    /** One reference more, unless the count is zero in atomic mode; says whether. */
    public static boolean percpu_ref_tryget(@Nullable PercpuRef of) {
        PercpuRef ref = ready(of, "percpu_ref_init before tryget");
        Rcu rcu = ref.platform.rcu();
        rcu.rcu_read_lock();
        boolean got = ref.isPercpu() ? ref.addOwn(1) : ref.addShared(1, 0) != 0;
        rcu.rcu_read_unlock();
        return got;
    }

    /** One reference more; the caller holds one already. */
    public static void percpu_ref_get(@Nullable PercpuRef of) {
        if (!percpu_ref_tryget(of)) {
            throw new RuleBroken(
                    "I34 pte_ref: zero in atomic mode is final",
                    "a reference held by whoever takes another",
                    of + " is zero");
        }
    }

    /**
     * One reference less; in atomic mode the last one calls {@code release}.
     *
     * @throws RuleBroken I34, if there is none in atomic mode
     */
    public static void percpu_ref_put(@Nullable PercpuRef of) {
        PercpuRef ref = ready(of, "percpu_ref_init before put");
        Rcu rcu = ref.platform.rcu();
        rcu.rcu_read_lock();
        boolean percpu = ref.isPercpu();
        long was = percpu ? BIAS : ref.addShared(-1, 0);
        if (percpu) {
            ref.addOwn(-1);
        }
        rcu.rcu_read_unlock();
        if (was == 0) {
            throw new RuleBroken(
                    "I34 pte_ref: never negative",
                    "a reference to drop on " + ref,
                    "its count is zero: put twice?");
        }
        if (was == 1) {
            ref.released();
        }
    }

    /** Whether the count is zero; in percpu mode nobody knows, so no. */
    public static boolean percpu_ref_is_zero(@Nullable PercpuRef of) {
        PercpuRef ref = ready(of, "percpu_ref_init before is_zero");
        return !ref.isPercpu() && Hook.load(ref.platform.hook(), ref, COUNT, Order.ACQUIRE) == 0;
    }

    /**
     * Makes the count exact, and waits until it is: a grace period, in which every CPU learns of the new mode.
     *
     * @throws RuleBroken I32, if the calling CPU may not sleep
     */
    public static void percpu_ref_switch_to_atomic_sync(@Nullable PercpuRef of) {
        PercpuRef ref = ready(of, "percpu_ref_init before a switch");
        ref.platform.lockdep().mightSleep("percpu_ref_switch_to_atomic_sync");
        long mode = ref.claim(PERCPU, TO_ATOMIC);
        if (mode != PERCPU) {
            return;
        }
        ref.platform.rcu().synchronize_rcu();
        long sum = 0;
        for (int cpu = CPUS; cpu < ref.cells.length; cpu++) {
            sum += Hook.update(ref.platform.hook(), ref, cpu, Update.SET, 0, 0);
        }
        long was = Hook.update(ref.platform.hook(), ref, COUNT, Update.ADD, sum - BIAS, 0);
        Hook.store(ref.platform.hook(), ref, MODE, ATOMIC, Order.RELEASE);
        if (was + sum - BIAS == 0) {
            ref.released();
        }
    }

    /**
     * Lets each CPU count for itself again; the caller holds a reference.
     *
     * @throws RuleBroken I34, if the count is zero; or if it was initialised without {@link #PERCPU_REF_ALLOW_REINIT}
     */
    public static void percpu_ref_switch_to_percpu(@Nullable PercpuRef of) {
        PercpuRef ref = ready(of, "percpu_ref_init before a switch");
        if (percpu_ref_is_zero(ref)) {
            throw new RuleBroken(
                    "I34 pte_ref: zero in atomic mode is final",
                    "a reference held by whoever switches to percpu",
                    ref + " is zero");
        }
        if (!ref.mayReturn) {
            throw new RuleBroken("percpu_ref_switch_to_percpu: only a percpu_ref that was told so may change back", "PERCPU_REF_ALLOW_REINIT at percpu_ref_init",
                    ref + " without it");
        }
        if (ref.claim(ATOMIC, TO_PERCPU) == ATOMIC) {
            ref.addShared(BIAS, 0);
            Hook.store(ref.platform.hook(), ref, MODE, PERCPU, Order.RELEASE);
        }
    }

    /** Whether each CPU counts for itself now; an audit, not an access. */
    public boolean isPercpuMode() {
        return cells[MODE] == PERCPU;
    }

    /** Whether it is on its way from one mode to the other: then its count is in several hands. An audit, not an access. */
    public boolean isSwitching() {
        return cells[MODE] == TO_ATOMIC || cells[MODE] == TO_PERCPU;
    }

    /** The true count, in either mode; an audit, not an access. */
    public long total() {
        long sum = cells[COUNT] - (cells[COUNT] > BIAS / 2 ? BIAS : 0);
        for (int cpu = CPUS; cpu < cells.length; cpu++) {
            sum += cells[cpu];
        }
        return sum;
    }

    int id() {
        return id;
    }

    /** What is found where a percpu_ref was that has been freed. */
    static PercpuRef gone(Platform platform, int id) {
        PercpuRef ref = new PercpuRef(platform, id, 0);
        ref.freed();
        return ref;
    }

    void freed() {
        state = State.FREED;
    }

    /** A percpu_ref that can be counted in; what a freed table leads to is none. */
    private static PercpuRef ready(@Nullable PercpuRef ref, String rule) {
        if (ref == null) {
            throw new RuleBroken("I30 no use after free: no access to a table after it was freed", "the percpu_ref of a PTE table in use",
                    "none: the table was freed meanwhile, or pte_ref_init never gave it one");
        }
        ref.expectState(State.READY, rule);
        return ref;
    }

    void expectState(State expected, String rule) {
        if (state != expected) {
            String broken = state == State.FREED ? "I30 no use after free: no access to a percpu_ref after kfree" : "I27 init and teardown: each init has one teardown";
            throw new RuleBroken(broken, rule, this + " is " + switch (state) {
                case RAW -> "not initialised";
                case READY -> "initialised";
                case FREED -> "freed";
            });
        }
    }

    /** Moves the mode on; waits while somebody else does. Returns the mode that was there when it was steady. */
    private long claim(long from, long to) {
        long mode = Hook.update(platform.hook(), this, MODE, Update.COMPARE_AND_SET, from, to);
        expectAlive();
        while (mode == TO_ATOMIC || mode == TO_PERCPU) {
            Hook.await(platform.hook(), this, MODE, Until.DIFFERS, mode);
            mode = Hook.update(platform.hook(), this, MODE, Update.COMPARE_AND_SET, from, to);
        }
        return mode;
    }

    private boolean isPercpu() {
        long mode = Hook.load(platform.hook(), this, MODE, Order.ACQUIRE);
        expectAlive();
        return mode == PERCPU;
    }

    /** Another CPU may have taken it down since the access began. */
    private void expectAlive() {
        if (state != State.READY) {
            throw new RuleBroken("I30 no use after free: no access to a percpu_ref after percpu_ref_exit", "a table that is held, or an RCU section around the access",
                    this + " is gone");
        }
    }

    private boolean addOwn(int delta) {
        int cpu = platform.cpu();
        platform.memory().lines().own(cpu, line(CPUS + cpu));
        Hook.update(platform.hook(), this, CPUS + cpu, Update.ADD, delta, 0);
        return true;
    }

    private long addShared(long delta, long unless) {
        platform.memory().lines().own(platform.cpu(), line(COUNT));
        long was = Hook.update(platform.hook(), this, COUNT, Update.ADD_UNLESS, delta, unless);
        expectAlive();
        return was;
    }

    private long line(int cell) {
        return LINES + LINE * ((long) id * cells.length + cell);
    }

    private void released() {
        if (release != null) {
            release.accept(this);
        }
    }

    @Override
    public long peek(long index) {
        return cells[(int) index];
    }

    @Override
    public void poke(long index, long value) {
        cells[(int) index] = value;
    }

    @Override
    public String describe(long index) {
        return this + (index == COUNT ? " count" : index == MODE ? " mode" : " of CPU " + (index - CPUS));
    }

    @Override
    public String toString() {
        return "percpu_ref " + id;
    }
}
