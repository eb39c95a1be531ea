package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;

import dev.pagewalk.core.hw.PhysicalMemory;

/** Copies contents between pages. */
public final class CopyPage {
    private CopyPage() {}

    /**
     * Linux's {@code copy_user_highpage}: word by word, each one access. <em>Simplification:</em> a word that is zero in
     * both pages is passed over, but for the first.
     *
     * @param to a fresh page
     */
    public static void copy_user_highpage(Page to, Page from) {
        PhysicalMemory memory = from.map().memory();
        memory.store(to.address(), memory.load(from.address()));
        for (long offset = Long.BYTES; offset < PAGE_SIZE; offset += Long.BYTES) {
            if (memory.peek(from.address() + offset) != 0) {
                memory.store(to.address() + offset, memory.load(from.address() + offset));
            }
        }
    }
}
