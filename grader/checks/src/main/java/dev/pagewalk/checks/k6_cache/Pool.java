package dev.pagewalk.checks.k6_cache;

import dev.pagewalk.checks.support.Story;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.mm.Gfp;
import dev.pagewalk.core.mm.GroupedPageCache;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.core.mm.RuleBroken;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A machine whose page tables come from the submission's cache, and what a check has taken from it by hand. Every call of
 * the submission goes through here, so that it is told, and what the machine objects to becomes the check's failure.
 */
final class Pool {
    private static final long STALE = 0x8000_0000_0000_0067L;
    private static final int MIB = 1 << 20;

    private final Machine machine;
    private final TableCache kata;
    private final Story story = new Story();
    private final Set<Page> tables = new LinkedHashSet<>();
    private final Set<Page> loose = new LinkedHashSet<>();
    private long framesAtFirst;

    Pool(TableCache kata, int mib, @Nullable Hook hook) {
        this.kata = kata;
        this.machine = Machine.boot(new MachineConfig(3, (long) mib * MIB, MmOps.plain().with(kata), hook));
        story.watch(machine);
        this.framesAtFirst = machine.allocator().framesInUse();
        Protection.expectInForce(this);
    }

    /** 16 MiB, an empty cache. */
    static Pool of(TableCache kata) {
        return new Pool(kata, 16, null);
    }

    Machine machine() {
        return machine;
    }

    GroupedPageCache gpc() {
        return machine.platform().tableCache();
    }

    Story story() {
        return story;
    }

    /** Tables that are in use. */
    Set<Page> tables() {
        return tables;
    }

    /** Pages that were taken from the cache without becoming tables. */
    Set<Page> loose() {
        return loose;
    }

    /** Frames in use that the cache has taken from the buddy allocator. */
    long framesTaken() {
        return machine.allocator().framesInUse() - framesAtFirst;
    }

    /** How many events of a kind there were since boot. */
    long events(Event event) {
        return machine.platform().pmu().get(event);
    }

    @Nullable Page alloc(int gfp) {
        Page table = told("alloc_table(" + name(gfp) + ")", () -> kata.alloc_table(gpc(), gfp));
        return table == null ? null : mine(tables, table);
    }

    /** A table, where there is memory enough. */
    Page table(int gfp) {
        return expectSome("alloc_table(" + name(gfp) + ")", alloc(gfp));
    }

    void free(Page table) {
        tables.remove(table);
        told("free_table(" + table + ")", () -> {
            kata.free_table(table);
            return null;
        });
    }

    @Nullable Page get() {
        Page page = told("get_grouped_page", () -> kata.get_grouped_page(gpc()));
        return page == null ? null : mine(loose, page);
    }

    @Nullable Page getAtomic() {
        Page page = told("get_grouped_page_atomic", () -> kata.get_grouped_page_atomic(gpc()));
        return page == null ? null : mine(loose, page);
    }

    void put(Page page) {
        loose.remove(page);
        told("free_grouped_page(" + page + ")", () -> {
            kata.free_grouped_page(gpc(), page);
            return null;
        });
    }

    long count() {
        return Objects.requireNonNull(told("grouped_shrink_count", () -> kata.grouped_shrink_count(gpc())));
    }

    long scan(long most) {
        return Objects.requireNonNull(told("grouped_shrink_scan(" + most + ")", () -> kata.grouped_shrink_scan(gpc(), most)));
    }

    /** Somebody writes entries into a table. */
    void scribble(Page table) {
        for (long at = table.address(); at < table.address() + PgtableTypes.PAGE_SIZE; at += Long.BYTES) {
            machine.memory().poke(at, STALE);
        }
        story.tell(table + " is filled with entries");
    }

    /** Nothing of the frames that are in use now is the cache's. */
    void startHere() {
        framesAtFirst = machine.allocator().framesInUse();
    }

    Page expectSome(String what, @Nullable Page page) {
        if (page == null) {
            throw story.fail("a page from " + what + ": there is one to be had", "null");
        }
        return page;
    }

    /** Every page is where it should be, keyed or not. */
    void expectAccounted() {
        new Accounts(this).expectAll();
    }

    static String name(int gfp) {
        String base = Gfp.gfpflags_allow_blocking(gfp) ? "GFP_KERNEL" : "GFP_ATOMIC";
        return gfp == Gfp.GFP_PGTABLE_USER ? "GFP_PGTABLE_USER" : base + ((gfp & Gfp.__GFP_ACCOUNT) != 0 ? "|__GFP_ACCOUNT" : "")
                + ((gfp & Gfp.__GFP_ZERO) != 0 ? "|__GFP_ZERO" : "");
    }

    private Page mine(Set<Page> set, Page page) {
        if (tables.contains(page) || loose.contains(page)) {
            throw story.broken(Accounts.I2, "a page that nobody has", page + " is in use already");
        }
        set.add(page);
        return page;
    }

    private <T> @Nullable T told(String call, Supplier<@Nullable T> submission) {
        try {
            T result = submission.get();
            story.tell("CPU " + machine.platform().cpu() + "  " + call + (result == null ? "" : " = " + result));
            return result;
        } catch (RuleBroken broken) {
            story.tell("CPU " + machine.platform().cpu() + "  " + call);
            throw story.broken(broken.rule(), broken.expected(), broken.actual());
        }
    }
}
