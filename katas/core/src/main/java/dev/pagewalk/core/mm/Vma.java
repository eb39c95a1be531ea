package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;
import static dev.pagewalk.core.mm.VmFlag.VM_SHARED;

import dev.pagewalk.core.hook.Nullable;
import java.util.EnumSet;
import java.util.Set;

/**
 * Linux's {@code struct vm_area_struct}: a range of an address space with one set of properties.
 * A change makes a new one: VMAs are values, known by identity.
 *
 * @param mm the address space
 * @param start first address, page-aligned
 * @param end first address behind it, page-aligned
 * @param flags its properties
 * @param file what it maps, null for anonymous memory
 * @param pgoff the page of the file that {@code start} maps
 */
public record Vma(MmStruct mm, long start, long end, Set<VmFlag> flags, @Nullable VmFile file, long pgoff) {

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

    /** A VMA of anonymous memory. */
    public Vma(MmStruct mm, long start, long end, Set<VmFlag> flags) {
        this(mm, start, end, flags, null, 0);
    }

    public boolean has(VmFlag flag) {
        return flags.contains(flag);
    }

    /** Writes stay with this address space: pages are copied before the first one. */
    public boolean isPrivate() {
        return !has(VM_SHARED);
    }

    /** Whether an address lies in it. */
    public boolean contains(long addr) {
        return start <= addr && addr < end;
    }

    /** The page of the file that an address maps. */
    public long pageOf(long addr) {
        return pgoff + (addr - start >> PAGE_SHIFT);
    }

    /** The part of it from one address to another, in the same address space. */
    public Vma part(long from, long to) {
        return new Vma(mm, from, to, flags, file, pageOf(from));
    }

    /** The same in another address space. */
    public Vma in(MmStruct other) {
        return new Vma(other, start, end, flags, file, pgoff);
    }

    /** The same with other properties. */
    public Vma with(Set<VmFlag> others) {
        return new Vma(mm, start, end, others, file, pgoff);
    }

    /** The same at other addresses. */
    public Vma movedTo(long to) {
        return new Vma(mm, to, to + (end - start), flags, file, pgoff);
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
