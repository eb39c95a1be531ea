package dev.pagewalk.core.mm;

import java.util.EnumSet;
import java.util.Set;

/**
 * Linux's {@code struct vm_area_struct}: a range of an address space with one set of properties.
 *
 * @param mm the address space
 * @param start first address, page-aligned
 * @param end first address behind it, page-aligned
 * @param flags its properties
 */
public record Vma(MmStruct mm, long start, long end, Set<VmFlag> flags) {

    /**
     * @throws RuleBroken if the range is empty, not page-aligned, or not within user addresses
     */
    public Vma {
        if (((start | end) & ~PgtableTypes.PAGE_MASK) != 0 || start < 0 || start >= end || end > MmStruct.TASK_SIZE) {
            throw new RuleBroken(
                    "VMA: a page-aligned range of user addresses that is not empty",
                    "0 <= start < end <= 0x" + Long.toHexString(MmStruct.TASK_SIZE) + ", both multiples of 0x1000",
                    "0x" + Long.toHexString(start) + "-0x" + Long.toHexString(end));
        }
        flags = flags.isEmpty() ? Set.of() : EnumSet.copyOf(flags);
    }

    public boolean has(VmFlag flag) {
        return flags.contains(flag);
    }

    /** Whether an address lies in it. */
    public boolean contains(long addr) {
        return start <= addr && addr < end;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(start);
    }

    @Override
    public String toString() {
        return mm + " vma 0x" + Long.toHexString(start) + "-0x" + Long.toHexString(end);
    }
}
