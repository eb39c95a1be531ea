package dev.pagewalk.core.debug;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;

import dev.pagewalk.core.debug.Picture.Tone;
import dev.pagewalk.core.kernel.DirectMap;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PageField;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.RssKind;
import dev.pagewalk.core.mm.Vma;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Draws address spaces, shared tables and the direct map. */
public final class MmPicture {
    private static final int MOST_ENTRIES = 12;

    private MmPicture() {}

    /**
     * The tables of an address space.
     *
     * <pre>
     * mm#1  anon 2  file 0  shmem 0  pgtable_bytes 12288
     *  0x40000000-0x40004000 rw- private
     *  pmd[0]   0x40000000  table 0x5  RW=0  count 2  owner mm#1 pmd[0]
     *    pte[0]   page 0x6   RW US A D NX
     * </pre>
     */
    public static Picture of(Machine machine, MmStruct mm) {
        Picture picture = new Picture();
        picture.add(mm + "  anon " + mm.peek(RssKind.MM_ANONPAGES.ordinal()) + "  file " + mm.peek(RssKind.MM_FILEPAGES.ordinal()) + "  shmem "
                + mm.peek(RssKind.MM_SHMEMPAGES.ordinal()) + "  pgtable_bytes " + mm.pgtable_bytes());
        mm.vmas().forEach(vma -> picture.add(" " + text(vma)));
        Census census = Census.of(machine.pages(), machine.mms());
        for (Slot slot : census.slots()) {
            if (slot.mm() == mm) {
                slot(picture, machine, census, slot);
            }
        }
        return picture;
    }

    /**
     * The tables that two or more slots name, with owners and counts.
     *
     * <pre>
     * table 0x5  count 2  owner mm#1 pmd[0]  SHARED_OWNED
     *   mm#1 pmd[0]  RW=0  owner
     *   mm#2 pmd[0]  RW=0
     * </pre>
     */
    public static Picture sharedTables(Machine machine) {
        Picture picture = new Picture();
        Census census = Census.of(machine.pages(), machine.mms());
        census.tables().forEach((pfn, slots) -> {
            if (slots.size() > 1) {
                long owner = machine.pages().peek(pfn, PageField.OWNER);
                picture.add(tableText(machine, pfn, slots) + (owner == 0 ? "  SHARED_ORPHAN" : "  SHARED_OWNED"), Tone.SHARED);
                slots.forEach(slot -> picture.add("  " + slot.name() + "  RW=" + (slot.isWrite() ? 1 : 0) + (slot.address() == owner ? "  owner" : "")));
            }
        });
        return picture.add(census.tables().values().stream().filter(slots -> slots.size() > 1).count() + " shared of " + census.tables().size() + " PTE tables");
    }

    /**
     * The direct map: runs of pages of one size and key.
     *
     * <pre>
     * 0x0        -0x200000    1 x 2 MiB
     * 0x200000   -0x201000    1 x 4 KiB  key 1
     * </pre>
     */
    public static Picture directMap(Machine machine) {
        Picture picture = new Picture();
        DirectMap map = machine.directMap();
        long frames = machine.pages().frames();
        long first = 0;
        while (first < frames) {
            int shift = map.shiftOf(first);
            int key = map.keyOf(first);
            long size = 1L << shift - PAGE_SHIFT;
            long next = first + size;
            while (next < frames && map.shiftOf(next) == shift && map.keyOf(next) == key) {
                next += size;
            }
            picture.add(String.format(Locale.ROOT, "0x%-9x-0x%-9x %6d x %s%s", first << PAGE_SHIFT, next << PAGE_SHIFT, (next - first) / size, size(shift), key == 0 ? "" : "  key " + key),
                    key != 0 ? Tone.KEYED : shift > PAGE_SHIFT ? Tone.HUGE : Tone.PLAIN);
            first = next;
        }
        return picture.add(map.tables() + " tables, " + map.reserveLeft() + " in reserve");
    }

    private static void slot(Picture picture, Machine machine, Census census, Slot slot) {
        String start = " pmd[" + (slot.start() / PMD_SIZE & PTRS_PER_PTE - 1) + "]  0x" + Long.toHexString(slot.start()) + "  ";
        if (!slot.isTable()) {
            picture.add(start + (slot.isLeaf() ? "huge page 0x" + Long.toHexString(slot.pfn()) : "swap"), Tone.HUGE);
            return;
        }
        List<Slot> all = census.tables().getOrDefault(slot.pfn(), List.of());
        picture.add(
                start + tableText(machine, slot.pfn(), all) + "  RW=" + (slot.isWrite() ? 1 : 0),
                all.size() > 1 ? Tone.SHARED : Tone.PRIVATE);
        int shown = 0;
        int entries = 0;
        for (int i = 0; i < PTRS_PER_PTE; i++) {
            Pte pte = census.pte(slot.pfn(), i);
            entries += pte.isNone() ? 0 : 1;
            if (!pte.isNone() && shown++ < MOST_ENTRIES) {
                picture.add("   pte[" + i + "]  0x" + Long.toHexString(slot.start() + i * PAGE_SIZE) + "  " + pte);
            }
        }
        if (entries > MOST_ENTRIES) {
            picture.add("   … " + (entries - MOST_ENTRIES) + " more entries");
        }
    }

    private static String tableText(Machine machine, long pfn, List<Slot> slots) {
        long owner = machine.pages().peek(pfn, PageField.OWNER);
        String name = slots.stream().filter(slot -> slot.address() == owner).map(Slot::name).findFirst().orElse("none");
        return "table 0x" + Long.toHexString(pfn) + "  count " + machine.pages().peek(pfn, PageField.REFCOUNT) + "  owner " + name;
    }

    private static String text(Vma vma) {
        Set<String> flags = vma.flags().stream().map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
        return "0x" + Long.toHexString(vma.start()) + "-0x" + Long.toHexString(vma.end()) + "  " + String.join(" ", flags) + (vma.file() == null ? "" : "  " + vma.file());
    }

    private static String size(int shift) {
        return switch (shift) {
            case 30 -> "1 GiB";
            case 21 -> "2 MiB";
            default -> "4 KiB";
        };
    }
}
