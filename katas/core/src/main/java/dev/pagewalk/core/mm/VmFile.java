package dev.pagewalk.core.mm;

import dev.pagewalk.core.hook.Nullable;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/**
 * Linux's {@code struct file} with its page cache: what a VMA maps that is not anonymous.
 *
 * <p>A page comes into the cache when it is first needed, and stays until the file is closed; what is written to it through
 * a shared mapping is seen by all. <em>Simplification:</em> finding or adding a page is one step; nothing is written back.
 */
public final class VmFile {
    private final String name;
    private final boolean shmem;
    private final LongUnaryOperator content;
    private final TreeMap<Long, Page> cache = new TreeMap<>();
    private int users;

    private VmFile(String name, boolean shmem, LongUnaryOperator content) {
        this.name = name;
        this.shmem = shmem;
        this.content = content;
    }

    /**
     * A file on disk.
     *
     * @param content gives the first word of each page, by its number; all other words are 0
     */
    public static VmFile file(String name, LongUnaryOperator content) {
        return new VmFile(name, false, content);
    }

    /** Shared memory: pages of zeroes; gone when the last VMA that maps it is gone. */
    public static VmFile shmem(String name) {
        return new VmFile(name, true, page -> 0);
    }

    /** Whether it is shared memory. */
    public boolean isShmem() {
        return shmem;
    }

    /**
     * Linux's {@code find_or_create_page}: a page of the file.
     *
     * @param pgoff its number
     * @return with a reference taken for the caller; null if it is not there and no frame can be had
     */
    public @Nullable Page page(Platform platform, long pgoff) {
        Page page = cache.get(pgoff);
        if (page == null) {
            page = enter(pgoff, read(platform, pgoff));
        }
        if (page != null) {
            page.refIncReturn();
        }
        return page;
    }

    /** A page that is in the cache, or null; an audit. */
    public @Nullable Page peek(long pgoff) {
        return cache.get(pgoff);
    }

    /** The first word that a page has when it is read in; an audit. */
    public long content(long pgoff) {
        return content.applyAsLong(pgoff);
    }

    /** How many pages are in the cache; an audit. */
    public int cached() {
        return cache.size();
    }

    /** Drops the page cache. Nobody may map a page of it any more. */
    public void close() {
        cache.values().forEach(page -> page.platform().allocator().put_page(page));
        cache.clear();
    }

    /** One more user: a VMA, or an operation that moves VMAs about. */
    public void hold() {
        users++;
    }

    /** One user less; shared memory goes with the last one. */
    public void drop() {
        users--;
        if (users == 0 && shmem) {
            close();
        }
    }

    private @Nullable Page read(Platform platform, long pgoff) {
        Page page = platform.allocator().alloc_pages(Gfp.GFP_KERNEL, 0);
        if (page == null) {
            return null;
        }
        if (shmem) {
            page.set(PageFlag.PageSwapBacked);
        }
        long word = content.applyAsLong(pgoff);
        if (word != 0) {
            platform.memory().store(page.address(), word);
        }
        return page;
    }

    /** Whoever comes second gives his page back, and takes the first one's. */
    private @Nullable Page enter(long pgoff, @Nullable Page fresh) {
        Page first = fresh == null ? null : cache.putIfAbsent(pgoff, fresh);
        if (fresh == null || first == null) {
            return fresh;
        }
        fresh.platform().allocator().put_page(fresh);
        return first;
    }

    @Override
    public String toString() {
        return name;
    }
}
