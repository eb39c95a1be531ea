package dev.pagewalk.checks.k6_cache;

import static dev.pagewalk.checks.support.SourceShape.expectNone;
import static dev.pagewalk.grader.api.Kind.DESIGN;

import dev.pagewalk.checks.support.SourceShape;
import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** How kata 6 is written. */
class CacheDesignCheck {

    @Check(task = "6.2", points = 2, kind = DESIGN, rule = "a kata class has no fields but constants: what it remembers lives in the machine",
            read = "handout 6, \"What you are given\"")
    void no_fields_but_constants(Submission submission) {
        expectNone(submission, TableCache.class, SourceShape::fields, "no field; a list with a lock is given: GroupedPageCache, and its percpu");
    }

    @Check(task = "6.3", points = 1, kind = DESIGN, rule = "a kata uses no synchronized and no threads: atomic steps and locks are the machine's",
            read = "handout 6, \"What you are given\"")
    void no_threads_of_its_own(Submission submission) {
        expectNone(submission, TableCache.class, SourceShape::threading, "GroupedPageCache.lock() instead");
    }
}
