package dev.pagewalk.core.contract;

import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Platform;
import dev.pagewalk.core.mm.PmdPtr;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The katas that a machine runs with: the one table through which the kernel reaches them, and through which one kata
 * reaches another. What is not plugged in, the kernel does on its plain path.
 *
 * <pre>{@code
 *   MmOps ops = MmOps.plain().with(new RefcountKata()).with(new CopyKata()).with(new BreakCowKata());
 *   MmOps.of(pmd).refcount().pmd_get_pte(pmd);     // how kata 2 calls kata 1
 * }</pre>
 *
 * <table>
 *   <caption>Configurations</caption>
 *   <tr><th>configuration</th><th>katas that it takes</th></tr>
 *   <tr><td>plain</td><td>none</td></tr>
 *   <tr><td>COW_PTE</td><td>1, 2 and 3</td></tr>
 *   <tr><td>FREE_USER_PTE</td><td>4 and 5</td></tr>
 *   <tr><td>PKS_PG_TABLES</td><td>6, with any of the above</td></tr>
 * </table>
 *
 * COW_PTE and FREE_USER_PTE are never on together. Tables are values: {@link #with} gives a new one.
 */
public final class MmOps {
    private static final Class<?>[] CONTRACTS = {
        CowPteRefcount.class, CopyPmdRange.class, BreakCowPte.class, PteRef.class, FreeUserPte.class, TableCache.class
    };
    private static final MmOps PLAIN = new MmOps(Map.of());

    private final Map<Class<?>, Object> katas;

    private MmOps(Map<Class<?>, Object> katas) {
        this.katas = katas;
    }

    /** No kata: tables are copied at fork, and freed at unmap. */
    public static MmOps plain() {
        return PLAIN;
    }

    /**
     * Plugs a kata in, in the place of one before it.
     *
     * @throws IllegalArgumentException if it implements no contract
     */
    public MmOps with(Object kata) {
        Map<Class<?>, Object> more = new LinkedHashMap<>(katas);
        for (Class<?> contract : CONTRACTS) {
            if (contract.isInstance(kata)) {
                more.put(contract, kata);
            }
        }
        if (more.values().stream().noneMatch(k -> k == kata)) {
            throw new IllegalArgumentException(kata.getClass().getSimpleName() + " implements none of the contracts: say \"implements CowPteRefcount\" or its like");
        }
        return new MmOps(more);
    }

    /** The katas that a machine was booted with. */
    public static MmOps of(Platform platform) {
        return platform.operations(MmOps.class);
    }

    /** The katas of the machine that an address space lives on. */
    public static MmOps of(MmStruct mm) {
        return of(mm.platform());
    }

    /** The katas of the machine that a slot belongs to. */
    public static MmOps of(PmdPtr pmd) {
        return of(pmd.platform());
    }

    /** The katas of the machine that a page belongs to. */
    public static MmOps of(Page page) {
        return of(page.platform());
    }

    /** Whether a kata with this contract is plugged in; only then can it be asked for. */
    public boolean has(Class<?> contract) {
        return katas.containsKey(contract);
    }

    /** Whether forks may share PTE tables. */
    public boolean isCowPte() {
        return has(CopyPmdRange.class) || has(BreakCowPte.class);
    }

    /** Whether empty PTE tables are freed. */
    public boolean isFreeUserPte() {
        return has(PteRef.class) || has(FreeUserPte.class);
    }

    /** Whether page tables come from a protected cache. */
    public boolean isPksPgTables() {
        return has(TableCache.class);
    }

    /** Kata 1. */
    public CowPteRefcount refcount() {
        return get(CowPteRefcount.class);
    }

    /** Kata 2. */
    public CopyPmdRange copyPmdRange() {
        return get(CopyPmdRange.class);
    }

    /** Kata 3. */
    public BreakCowPte breakCow() {
        return get(BreakCowPte.class);
    }

    /** Kata 4. */
    public PteRef pteRef() {
        return get(PteRef.class);
    }

    /** Kata 5. */
    public FreeUserPte freeUserPte() {
        return get(FreeUserPte.class);
    }

    /** Kata 6. */
    public TableCache tableCache() {
        return get(TableCache.class);
    }

    private <T> T get(Class<T> contract) {
        Object kata = katas.get(contract);
        if (kata == null) {
            throw new IllegalStateException("no " + contract.getSimpleName() + " is plugged in: ask has(" + contract.getSimpleName() + ".class), or boot with one");
        }
        return contract.cast(kata);
    }
}
