package dev.pagewalk.core.history;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;

import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.debug.LogicalView;
import dev.pagewalk.core.debug.PinWatch;
import dev.pagewalk.core.history.NaiveMemory.Cell;
import dev.pagewalk.core.history.NaiveMemory.PageOf;
import dev.pagewalk.core.history.NaiveMemory.NaiveProcess;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.VmFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** A machine and the naive model of its memory, side by side: address space i belongs to process i. */
final class World {
    private static final long FILE_WORD = 0xf11e_0000L;

    final Machine machine;
    final List<MmStruct> mms = new ArrayList<>();
    final List<NaiveProcess> processes = new ArrayList<>();
    final List<Pinned> pins = new ArrayList<>();
    final VmFile file = VmFile.file("file", page -> FILE_WORD + page);
    final Map<Long, Cell> fileCells = new HashMap<>();
    final long baseline;

    /** A pin, and what it was made of in the naive model. */
    record Pinned(PinWatch watch, NaiveProcess process, long number, PageOf page, @Nullable Cell cell) {
        /** Whether the mapping is the one that was pinned: neither removed nor moved. */
        boolean isMapped() {
            return process.pages.get(number) == page && !page.isShared() && page.own == cell;
        }
    }

    World(Machine machine) {
        this.machine = machine;
        this.baseline = machine.allocator().framesInUse();
        for (long i = 0; i < Areas.PAGES; i++) {
            Cell cell = new Cell();
            cell.word = FILE_WORD + i;
            fileCells.put(i, cell);
        }
        add(machine.newMm(), new NaiveProcess());
    }

    void add(MmStruct mm, NaiveProcess process) {
        mms.add(mm);
        processes.add(process);
    }

    /** An address space exits. */
    void exit(int who) {
        machine.syscalls().exit(mms.remove(who));
        processes.remove(who);
    }

    /** How many pages each address space would find resident, for example {@code  mm#1 3, mm#2 2}. */
    String residents() {
        StringJoiner text = new StringJoiner(",");
        for (int i = 0; i < mms.size(); i++) {
            MmStruct mm = mms.get(i);
            long resident = processes.get(i).pages.keySet().stream().filter(n -> LogicalView.physical(mm, n * PAGE_SIZE) >= 0).count();
            text.add(" " + mm + " " + resident);
        }
        return text.toString();
    }

    /** All pins are dropped. */
    void unpinAll() {
        pins.forEach(pin -> machine.syscalls().unpin(pin.watch().page()));
        pins.clear();
    }
}
