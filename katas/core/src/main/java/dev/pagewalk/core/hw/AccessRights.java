package dev.pagewalk.core.hw;

/**
 * Which accesses the current registers allow to which kinds of page.
 *
 * <p>A kind of page is 6 bits of a {@link Translation}; a set of kinds is a {@code long} with one bit per kind. All
 * rules become a few operations on sets when a register changes, and the check of an access is one shift.
 *
 * <pre>
 *  kind:   5   4   3     0        set:  bit 63 ... 48  47 ... 32  31 ... 16  15 ... 0
 *        +---+---+---------+            W U  k=15..0   W, no U    U, no W    neither
 *        | W | U |  key    |
 *        +---+---+---------+
 * </pre>
 *
 * <p>Source: SDM volume 3A, "Determination of Access Rights" and "Protection Keys", edition 325384-085US.
 */
final class AccessRights {
    private static final int ACCESSES = Access.values().length;
    private static final long USER_PAGES = 0xffff_0000_ffff_0000L;
    private static final long WRITABLE_PAGES = 0xffff_ffff_0000_0000L;
    private static final long ALL_PAGES = -1L;
    private static final long EVERY_QUARTER = 0x0001_0001_0001_0001L;
    private static final int KEYS = 16;

    /** By access: kinds that are allowed. For fetches a kind is U, W, XD and three bits that do not matter. */
    private final long[] allowed = new long[ACCESSES];
    /** By access: kinds whose key forbids the access. */
    private final long[] keyForbids = new long[ACCESSES];

    boolean allows(Access access, long translation) {
        int kind = (int) (access == Access.FETCH ? translation >>> Translation.FETCH_KIND_SHIFT : translation);
        return (allowed[access.ordinal()] >>> kind & 1) != 0;
    }

    /** The kinds of page that a read is allowed to. */
    long readable() {
        return allowed[Access.READ.ordinal()];
    }

    boolean keyForbids(Access access, long translation) {
        return (keyForbids[access.ordinal()] >>> translation & 1) != 0;
    }

    /** Called after every change of a register. */
    void update(Registers now) {
        long accessDisabled = keyed(now, 0);
        long writeDisabled = accessDisabled | keyed(now, 1);
        for (Access access : new Access[] {Access.READ, Access.WRITE, Access.IMPLICIT_READ, Access.IMPLICIT_WRITE}) {
            boolean readOnlyCounts = access.isWrite() && (now.wp() || now.isUser(access));
            long forbidden = readOnlyCounts ? writeDisabled : accessDisabled;
            long writable = readOnlyCounts ? WRITABLE_PAGES : ALL_PAGES;
            keyForbids[access.ordinal()] = forbidden;
            allowed[access.ordinal()] = reachable(now, access) & writable & ~forbidden;
        }
        allowed[Access.FETCH.ordinal()] = fetchable(now);
    }

    /** Pages that the access may touch at all, by U/S. */
    private static long reachable(Registers now, Access access) {
        if (now.isUser(access)) {
            return USER_PAGES;
        }
        boolean kept = now.cr4Has(Bits.CR4_SMAP) && (access.isImplicit() || !now.ac());
        return kept ? ~USER_PAGES : ALL_PAGES;
    }

    /** Kinds whose key has the AD ({@code which} = 0) or WD (1) bit set in the register that rules the page. */
    private static long keyed(Registers now, int which) {
        long user = now.cr4Has(Bits.CR4_PKE) ? USER_PAGES & kinds(now.pkru(), which) : 0;
        long supervisor = now.cr4Has(Bits.CR4_PKS) ? ~USER_PAGES & kinds(now.pkrs(), which) : 0;
        return user | supervisor;
    }

    private static long kinds(int register, int which) {
        long keys = 0;
        for (int key = 0; key < KEYS; key++) {
            keys |= (long) (register >>> 2 * key + which & 1) << key;
        }
        return keys * EVERY_QUARTER;
    }

    /** Here a kind is bit 0 = U, 1 = W, 2 = XD. */
    private static long fetchable(Registers now) {
        long userPages = 0xaaaa_aaaa_aaaa_aaaaL;
        long disabled = 0xf0f0_f0f0_f0f0_f0f0L;
        long byMode = now.isUser(Access.FETCH) ? userPages : now.cr4Has(Bits.CR4_SMEP) ? ~userPages : ALL_PAGES;
        return byMode & (now.nxe() ? ~disabled : ALL_PAGES);
    }
}
