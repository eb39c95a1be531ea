package dev.pagewalk.core.contract;

import dev.pagewalk.core.hw.PhysicalMemory;

/**
 * Kata 0: walk page tables by hand, the way the processor does, with 4-level paging.
 *
 * <pre>
 *   linear address
 *    47    39 38    30 29    21 20    12 11       0
 *   +--------+--------+--------+--------+----------+
 *   | index  | index  | index  | index  | offset   |
 *   | level 4| level 3| level 2| level 1|          |
 *   +--------+--------+--------+--------+----------+
 *
 *   CR3 --&gt; PML4 [level 4] --&gt; PDPT [level 3] --&gt; PD [level 2] --&gt; PT [level 1] --&gt; page
 *                                |                  |
 *                                +-- PS=1: 1 GiB    +-- PS=1: 2 MiB
 * </pre>
 *
 * <p>Only reads; sets neither Accessed nor Dirty, asks no TLB. Source: Intel SDM volume 3A, "4-Level Paging and 5-Level
 * Paging", "Access Rights". <em>Simplification:</em> reserved bits and protection keys are not looked at.
 */
public interface PageWalk {
    /** Instead of a physical address: nothing is mapped there. */
    long NOT_MAPPED = -1;

    /** In {@link #rights}: reads are allowed (something is mapped). */
    int READ = 4;

    /** In {@link #rights}: writes are allowed. */
    int WRITE = 2;

    /** In {@link #rights}: instruction fetches are allowed. */
    int EXECUTE = 1;

    /**
     * Task 0.1: the index of an address in the table of a level.
     *
     * @param va a linear address
     * @param level 1 (page table) to 4 (PML4)
     * @return 0 to 511
     *     <p><i>Locking</i>: none. <i>Counts</i>: none change.
     */
    int index(long va, int level);

    /**
     * Task 0.1: where an address lies in the page that an entry of a level maps.
     *
     * @param va a linear address
     * @param level 1 (4 KiB), 2 (2 MiB) or 3 (1 GiB)
     * @return bytes from the beginning of the page, below its size
     *     <p><i>Locking</i>: none. <i>Counts</i>: none change.
     */
    long offset(long va, int level);

    /**
     * Task 0.2: whether an entry maps a page itself: any entry of a page table does, one of a page directory or PDPT if its PS
     * bit says so, one of a PML4 never.
     *
     * @param entry as it is in memory
     * @param level of the table that it lies in, 1 to 4
     * @return false for an entry that is not present, or that names a table
     *     <p><i>Locking</i>: none. <i>Counts</i>: none change.
     */
    boolean isLeaf(long entry, int level);

    /**
     * Task 0.3: translates an address.
     *
     * <p>A large leaf holds no address below its page's size: bit 12 of it is PAT.
     *
     * @param memory the memory that the tables lie in; {@link PhysicalMemory#read} reads an entry
     * @param cr3 bits 51:12 are the address of the PML4
     * @param va a canonical linear address
     * @return the physical address, or {@link #NOT_MAPPED} if an entry on the path is not present
     *     <p><i>Locking</i>: none; nobody changes the tables meanwhile. <i>Counts</i>: none change.
     */
    long translate(PhysicalMemory memory, long cr3, long va);

    /**
     * Task 0.4: what user code may do at an address: the AND of what every level on the path allows.
     *
     * @param memory the memory that the tables lie in
     * @param cr3 bits 51:12 are the address of the PML4
     * @param va a canonical linear address
     * @return the sum of {@link #READ}, {@link #WRITE} and {@link #EXECUTE} as far as allowed; 0 if nothing is mapped, or if
     *     a level is for the supervisor only
     *     <p><i>Locking</i>: none; nobody changes the tables meanwhile. <i>Counts</i>: none change.
     */
    int rights(PhysicalMemory memory, long cr3, long va);
}
