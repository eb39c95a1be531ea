package dev.pagewalk.core.hw;

import java.util.ArrayList;
import java.util.List;

/**
 * #PF, vector 14: the linear address (CR2) and the error code.
 *
 * <pre>
 *  31                       6  5    4     3     2    1    0
 * +-------------------------+----+-----+------+-----+-----+---+
 * |            0            | PK | I/D | RSVD | U/S | W/R | P |
 * +-------------------------+----+-----+------+-----+-----+---+
 *  P     0: an entry was not present     1: the rights, a key or a reserved bit forbid it
 *  W/R   1: the access was a write
 *  U/S   1: it was a user-mode access (the access, not the page)
 *  RSVD  1: a reserved bit was set in a present entry
 *  I/D   1: it was an instruction fetch (only while EFER.NXE = 1 or CR4.SMEP = 1)
 *  PK    1: a protection key forbids it
 * </pre>
 *
 * <p>Source: SDM volume 3A, "Page-Fault Exceptions", edition 325384-085US.
 *
 * @param address the linear address that was used
 * @param errorCode the bits above
 */
public record PageFault(long address, int errorCode) implements Fault {
    /** P: the walk reached the page, or met a reserved bit. */
    public static final int PRESENT = 1;
    /** W/R. */
    public static final int WRITE = 1 << 1;
    /** U/S. */
    public static final int USER = 1 << 2;
    /** RSVD. */
    public static final int RESERVED = 1 << 3;
    /** I/D. */
    public static final int FETCH = 1 << 4;
    /** PK. */
    public static final int KEY = 1 << 5;

    private static final String[] NAMES = {"P", "W", "U", "RSVD", "I", "PK"};

    /** Whether every entry of the path was present. */
    public boolean isPresent() {
        return has(PRESENT);
    }

    /** Whether the access was a write. */
    public boolean isWrite() {
        return has(WRITE);
    }

    /** Whether it was a user-mode access. */
    public boolean isUser() {
        return has(USER);
    }

    /** Whether a present entry had a reserved bit set. */
    public boolean isReserved() {
        return has(RESERVED);
    }

    /** Whether it was reported as an instruction fetch. */
    public boolean isFetch() {
        return has(FETCH);
    }

    /** Whether a protection key forbids the access. */
    public boolean isKey() {
        return has(KEY);
    }

    @Override
    public String text() {
        return "#PF(0x" + Integer.toHexString(errorCode) + ": " + names() + ") at 0x" + Long.toHexString(address);
    }

    private String names() {
        List<String> set = new ArrayList<>();
        for (int bit = 0; bit < NAMES.length; bit++) {
            if (has(1 << bit)) {
                set.add(NAMES[bit]);
            }
        }
        return set.isEmpty() ? "not present" : String.join(" ", set);
    }

    private boolean has(int bit) {
        return (errorCode & bit) != 0;
    }
}
