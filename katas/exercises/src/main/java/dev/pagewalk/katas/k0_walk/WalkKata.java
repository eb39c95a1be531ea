package dev.pagewalk.katas.k0_walk;

import static dev.pagewalk.core.contract.NotWrittenYet.todo;

import dev.pagewalk.core.contract.PageWalk;
import dev.pagewalk.core.hw.PhysicalMemory;

/** Kata 0: walk page tables by hand. What each method must do stands in {@link PageWalk}. */
public final class WalkKata implements PageWalk {

    @Override
    public int index(long va, int level) {
        throw todo("0.1 index");
    }

    @Override
    public long offset(long va, int level) {
        throw todo("0.1 offset");
    }

    @Override
    public boolean isLeaf(long entry, int level) {
        throw todo("0.2 isLeaf");
    }

    @Override
    public long translate(PhysicalMemory memory, long cr3, long va) {
        throw todo("0.3 translate");
    }

    @Override
    public int rights(PhysicalMemory memory, long cr3, long va) {
        throw todo("0.4 rights");
    }
}
