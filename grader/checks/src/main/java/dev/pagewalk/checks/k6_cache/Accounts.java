package dev.pagewalk.checks.k6_cache;

import dev.pagewalk.core.debug.Rule;
import dev.pagewalk.core.mm.MemMap;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageFlag;
import dev.pagewalk.core.mm.Platform;
import dev.pagewalk.core.mm.ProtectionKeys;
import dev.pagewalk.grader.api.CheckFailure;
import java.util.HashSet;
import java.util.Set;

/**
 * An audit of a cache at rest: taken = in use + cached (I39), each page one of these (I2), keyed if and only if it is (I40),
 * marked and charged if and only if it is a table (I26, I27), no lock and no section left open (I31, I40).
 */
final class Accounts {
    static final String I2 = Rule.I2.text();

    private final Pool pool;
    private final Platform platform;
    private final MemMap map;
    private final Set<Page> cached = new HashSet<>();

    Accounts(Pool pool) {
        this.pool = pool;
        this.platform = pool.machine().platform();
        this.map = platform.pages();
        pool.gpc().cached().forEach(cached::add);
    }

    void expectAll() {
        sections();
        pool.tables().forEach(this::table);
        cached.forEach(this::cached);
        long known = (long) pool.tables().size() + pool.loose().size() + cached.size();
        if (pool.framesTaken() != known) {
            throw broken(Rule.I39, "as many frames taken as in use + cached = " + known, pool.framesTaken() + " taken from the buddy allocator");
        }
        long charged = pool.tables().stream().filter(table -> table.is(PageFlag.PageMemcgKmem)).count();
        if (platform.memcg().charged() != charged) {
            throw broken(Rule.I27, charged + " pages charged, all of them tables in use", platform.memcg().charged() + " charged");
        }
        keys();
    }

    private void sections() {
        platform.lockdep().heldAnywhere().forEach(lock -> {
            throw broken(Rule.I31, "no lock held at rest", lock);
        });
        platform.cpus().stream().filter(cpu -> cpu.registers().pkrs() == 0).forEach(cpu -> {
            throw broken(Rule.I40, "openTables() closed by whoever opened it", "CPU " + cpu.id() + " may write every table");
        });
    }

    private void table(Page table) {
        if (!map.isInUse(table.pfn()) || !map.has(table.pfn(), PageFlag.PageTable)) {
            throw broken(Rule.I26, "PageTable set from alloc_table to free_table", table + " is a table in use without it");
        }
    }

    private void cached(Page page) {
        if (pool.tables().contains(page) || pool.loose().contains(page)) {
            throw broken(Rule.I2, "a page either in use or cached", page + " is both");
        }
        if (!map.isInUse(page.pfn())) {
            throw broken(Rule.I26, "cached pages that belong to the cache", page + " is cached, and free in the buddy allocator");
        }
        if (map.has(page.pfn(), PageFlag.PageTable)) {
            throw broken(Rule.I26, "PageTable cleared by free_table", page + " is cached with PageTable set");
        }
    }

    private void keys() {
        for (long pfn = 0; pfn <= platform.allocator().framesManaged(); pfn++) {
            Page page = map.page(pfn);
            boolean protect = cached.contains(page) || pool.tables().contains(page) || pool.loose().contains(page);
            int key = pool.gpc().keyOf(pfn);
            if (key != (protect ? ProtectionKeys.PKS_KEY_PG_TABLES : 0)) {
                throw broken(Rule.I40, protect ? "the key on every table in use or cached" : "no key on what is no table and not cached",
                        page + " has key " + key);
            }
        }
    }

    private CheckFailure broken(Rule rule, String expected, String actual) {
        return pool.story().broken(rule.text(), expected, actual);
    }
}
