package dev.pagewalk.checks.k6_cache;

import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.grader.api.Kata;
import java.util.List;

/** Kata 6, as it is graded. */
public final class CacheRubric {
    public static final Kata KATA = new Kata(
            "k6",
            "Table cache",
            "dev.pagewalk.katas.k6_cache.TableCacheKata",
            TableCache.class,
            "dev.pagewalk.solutions.k6_cache.TableCacheKata",
            List.of(
                    TableCheck.class,
                    GroupCheck.class,
                    ShrinkCheck.class,
                    CacheStoryCheck.class,
                    CacheRace.class,
                    CachePerf.class,
                    CacheDesignCheck.class));

    private CacheRubric() {}
}
