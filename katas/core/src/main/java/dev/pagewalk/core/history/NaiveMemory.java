package dev.pagewalk.core.history;

import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.VmFlag;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What memory means to a program, without any paging: a map from page to cell per process. A private page is a cell of its
 * own, a shared page is one cell that several maps hold.
 */
final class NaiveMemory {
    /** One page: its first word is all that tests write. */
    static final class Cell {
        long word;
    }

    /** A page of a mapping. */
    static final class PageOf {
        final Set<VmFlag> flags;
        final @Nullable Map<Long, Cell> object;
        final long number;
        @Nullable Cell own;

        PageOf(Set<VmFlag> flags, @Nullable Map<Long, Cell> object, long number, @Nullable Cell own) {
            this.flags = flags;
            this.object = object;
            this.number = number;
            this.own = own;
        }

        boolean isShared() {
            return flags.contains(VmFlag.VM_SHARED);
        }

        @Nullable Cell cell() {
            if (object != null && (isShared() || own == null)) {
                return object.computeIfAbsent(number, n -> new Cell());
            }
            return own;
        }

        long read() {
            Cell cell = cell();
            return cell == null ? 0 : cell.word;
        }

        void write(long word) {
            own();
            Objects.requireNonNull(cell(), "a shared page has an object, a private one is its process's own now").word = word;
        }

        /** A private page becomes the process's own, with the contents that it has. */
        void own() {
            if (!isShared() && own == null) {
                Cell copy = new Cell();
                copy.word = read();
                own = copy;
            }
        }
    }

    /** A process: its pages by number. */
    static final class NaiveProcess {
        final TreeMap<Long, PageOf> pages = new TreeMap<>();
    }

    private NaiveMemory() {}

    /** Maps fresh memory; {@code object} is what is behind it, null for private anonymous memory. */
    static void map(NaiveProcess process, long page, int count, Set<VmFlag> flags, @Nullable Map<Long, Cell> object) {
        for (int i = 0; i < count; i++) {
            process.pages.put(page + i, new PageOf(EnumSet.copyOf(flags), object, i, null));
        }
    }

    static void unmap(NaiveProcess process, long page, int count) {
        process.pages.subMap(page, page + count).clear();
    }

    static boolean isMapped(NaiveProcess process, long page, int count) {
        return process.pages.subMap(page, page + count).size() == count;
    }

    static void protect(NaiveProcess process, long page, int count, Set<VmFlag> rights) {
        process.pages.subMap(page, page + count).values().forEach(p -> {
            p.flags.removeAll(EnumSet.of(VmFlag.VM_READ, VmFlag.VM_WRITE, VmFlag.VM_EXEC));
            p.flags.addAll(rights);
        });
    }

    static void mark(NaiveProcess process, long page, int count, VmFlag flag) {
        process.pages.subMap(page, page + count).values().forEach(p -> p.flags.add(flag));
    }

    static void forget(NaiveProcess process, long page, int count) {
        process.pages.subMap(page, page + count).values().forEach(p -> p.own = null);
    }

    static void move(NaiveProcess process, long from, int count, long to) {
        Map<Long, PageOf> moved = new HashMap<>();
        for (int i = 0; i < count; i++) {
            moved.put(to + i, process.pages.remove(from + i));
        }
        process.pages.putAll(moved);
    }

    static NaiveProcess fork(NaiveProcess parent) {
        NaiveProcess child = new NaiveProcess();
        parent.pages.forEach((number, page) -> {
            if (!page.flags.contains(VmFlag.VM_DONTCOPY)) {
                boolean wiped = page.flags.contains(VmFlag.VM_WIPEONFORK);
                Cell own = null;
                if (!wiped && page.own != null) {
                    own = new Cell();
                    own.word = page.own.word;
                }
                child.pages.put(number, new PageOf(EnumSet.copyOf(page.flags), page.object, page.number, own));
            }
        });
        return child;
    }
}
