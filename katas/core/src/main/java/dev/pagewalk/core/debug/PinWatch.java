package dev.pagewalk.core.debug;

import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;

/**
 * I24: a page that was pinned at an address of an address space.
 *
 * @param mm whose it is
 * @param addr where it was pinned
 * @param page the page
 */
public record PinWatch(MmStruct mm, long addr, Page page) {

    /** Whether the address still leads to the page. Ask only while the mapping was neither removed nor moved. */
    public boolean holds() {
        return LogicalView.physical(mm, addr & -0x1000L) == page.address();
    }
}
