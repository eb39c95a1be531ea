package dev.pagewalk.core.hook;

/** The only running CPU waits for something that nobody else is there to do: a deadlock with itself. */
public final class WouldBlock extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** @param place what people call the cell that is waited for */
    public WouldBlock(String place, long value) {
        super("waits for " + place + " (now 0x" + Long.toHexString(value) + "), and no other CPU runs that could change it: "
                + "is this lock taken twice, or never released?");
    }
}
