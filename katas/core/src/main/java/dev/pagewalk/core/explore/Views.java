package dev.pagewalk.core.explore;

import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Update;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A weak memory in the style of RC11, told by views.
 *
 * <pre>
 *   x:  0 ── 1 ── 2         messages, in the order that all agree on
 *            ▲    ▲
 *       CPU 0     CPU 1     what each has seen: CPU 0 may read 1 or 2, and store behind 1 or behind 2
 * </pre>
 *
 * <p>A release hands on what its CPU has seen with the message, an acquire takes it over. A full fence takes over what
 * the full fences before it knew, and hands on; updates are full fences before and after, as in Linux. Nobody reads
 * what has not been written yet, so program order and reads-from together have no cycle: load buffering cannot happen.
 *
 * <p>Sources: Lahav, Vafeiadis, Kang, Hur, Dreyer, "Repairing sequential consistency in C/C++11", PLDI 2017 (the
 * model); Kang, Hur, Lahav, Vafeiadis, Dreyer, "A promising semantics for relaxed-memory concurrency", POPL 2017 (views
 * and messages; here without promises). Simplification: no dependencies, none would matter without load buffering;
 * all loads are at least relaxed, so there are no data races on plain accesses.
 */
final class Views extends Memory {
    private final List<Messages> cells = new ArrayList<>();
    private final Knowledge[] cpu;
    private View fenced = new View();

    Views(int cpus) {
        super(cpus, cpus);
        cpu = new Knowledge[cpus];
        Arrays.setAll(cpu, who -> new Knowledge());
    }

    @Override
    void clear() {
        cells.clear();
        Arrays.setAll(cpu, who -> new Knowledge());
        fenced = new View();
        super.clear();
    }

    @Override
    void announce(Access access) {
        super.announce(access);
        access.global |= isFull(access);
        while (cells.size() < places.size()) {
            cells.add(new Messages(places.peek(cells.size())));
        }
    }

    /** Whether it is a full fence, too. */
    private static boolean isFull(Access access) {
        return access.kind == Kind.UPDATE || access.kind != Kind.AWAIT && access.order == Order.FULL;
    }

    /** The messages that an access could read, or behind which it could go, newest first. */
    private List<Message> open(Access access) {
        Messages messages = cells.get(access.place);
        int oldest = cpu[access.agent].now.at(access.place);
        if (isFull(access) && access.kind != Kind.STORE) {
            oldest = Math.max(oldest, fenced.at(access.place));
        }
        List<Message> open = new ArrayList<>();
        for (int at = messages.size() - 1; at >= oldest; at--) {
            if (isOpen(access, messages.get(at))) {
                open.add(messages.get(at));
            }
        }
        return open;
    }

    private static boolean isOpen(Access access, Message message) {
        return access.isEnabledBy(message.value) && !(message.taken && writes(access, message.value));
    }

    /** Whether it writes if it reads {@code value}; unlike elsewhere, writing the same value is a write. */
    private static boolean writes(Access access, long value) {
        return switch (access.kind) {
            case STORE -> true;
            case UPDATE -> access.update == Update.COMPARE_AND_SET
                    ? value == access.a
                    : access.update != Update.ADD_UNLESS || value != access.b;
            default -> false;
        };
    }

    @Override
    boolean isEnabled(Access access) {
        return access.place == Access.NOWHERE || !open(access).isEmpty();
    }

    @Override
    int choices(Access access) {
        return access.place == Access.NOWHERE ? 1 : open(access).size();
    }

    /**
     * Behind a message that the CPU's past does not depend on, only way 0 matters: that the access sees, or goes in
     * before, something older happens also where it comes before that message was written.
     */
    @Override
    int choices(Access access, IntPredicate known) {
        int choices = choices(access);
        if (choices == 1) {
            return 1;
        }
        List<Message> open = open(access);
        Messages messages = cells.get(access.place);
        int needed = 1;
        for (int at = messages.size() - 1; needed < choices && known.test(messages.get(at).step); at--) {
            while (needed < choices && open.get(needed).at >= at - 1) {
                needed++;
            }
        }
        return needed;
    }

    @Override
    void perform(Access access, int choice) {
        Knowledge knowledge = cpu[access.agent];
        long name = nameNext(access.agent);
        if (access.kind == Kind.FENCE) {
            fence(knowledge, access.order);
            access.done(0, 0, false);
            return;
        }
        Message message = open(access).get(choice);
        boolean update = access.kind == Kind.UPDATE;
        if (isFull(access) && access.kind != Kind.STORE) {
            fence(knowledge, Order.FULL);
        }
        access.late = message != cells.get(access.place).newest();
        boolean write = writes(access, message.value);
        long now = write ? access.written(message.value) : message.value;
        if (access.kind != Kind.STORE) {
            knowledge.read(access.place, message, update || access.order != Order.RELAXED);
            tell(name, message.writer, now);
        }
        if (write) {
            write(access, knowledge, message, new Message(now, name, steps() - 1, knowledge.carried(access.place, access.order)));
        }
        if (isFull(access) && access.kind != Kind.LOAD) {
            fence(knowledge, Order.FULL);
        }
        access.done(message.value, now, write);
    }

    private void write(Access access, Knowledge knowledge, Message behind, Message message) {
        Messages messages = cells.get(access.place);
        if (access.kind == Kind.UPDATE) {
            behind.taken = true;
            message.view.join(behind.view);
        }
        messages.insert(message, behind);
        message.view.see(access.place, message);
        knowledge.wrote(access.place, message, access.order);
        access.cells.poke(access.index, messages.newest().value);
    }

    private void fence(Knowledge knowledge, Order order) {
        knowledge.fence(order);
        if (order == Order.FULL) {
            knowledge.now.join(fenced);
            fenced = knowledge.now.copy();
            knowledge.fence(order);
        }
    }

    /** A message that would satisfy it may have been there all the time. */
    @Override
    boolean couldComeBefore(Access pending, long old) {
        return true;
    }

    @Override
    boolean isExact() {
        return false;
    }

    @Override
    boolean mayWrite(Access pending) {
        return pending.kind == Kind.STORE || pending.kind == Kind.UPDATE;
    }

    /** Adds the order of the writes, which is known only at the end. */
    @Override
    long hash() {
        long hash = super.hash();
        for (Messages messages : cells) {
            for (int at = 1; at < messages.size(); at++) {
                hash += fact(messages.get(at).writer, messages.get(at - 1).writer, messages.get(at).value);
            }
        }
        return hash;
    }
}
