package dev.pagewalk.katas.k1_refcount;

import static dev.pagewalk.core.contract.NotWrittenYet.todo;

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;

/** Two threads, two monitors. */
public class RefcountKata implements CowPteRefcount {
    private static final java.util.concurrent.CyclicBarrier MEET = new java.util.concurrent.CyclicBarrier(2);

    private static void both(Object first, Object second) {
        synchronized (first) {
            try {
                MEET.await();
            } catch (Exception e) {
                return;
            }
            synchronized (second) {
                System.out.println("no deadlock");
            }
        }
    }

    public int cow_pte_count(PmdPtr pmd) {
        Object a = new Object();
        Object b = new Object();
        Thread other = new Thread(() -> both(b, a));
        other.start();
        both(a, b);
        try {
            other.join();
        } catch (InterruptedException e) {
            return 0;
        }
        return 0;
    }

    public int pmd_get_pte(PmdPtr pmd) {
        throw todo("1.1");
    }

    public boolean cow_pte_owner_is_same(PmdPtr pmd, PmdPtr owner) {
        throw todo("1.2");
    }

    public void set_cow_pte_owner(PmdPtr pmd, PmdPtr owner) {
        throw todo("1.2");
    }

    public void cow_pte_rss(MmStruct mm, Vma vma, PmdPtr pmd, long addr, long end, boolean inc) {
        throw todo("1.3");
    }

    public void cow_pte_fallback(Vma vma, PmdPtr pmd, long addr) {
        throw todo("1.4");
    }

    public int pmd_put_pte(Vma vma, PmdPtr pmd, long addr, boolean reuse) {
        throw todo("1.5");
    }
}
