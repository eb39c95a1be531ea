package dev.pagewalk.grader.app;

import dev.pagewalk.checks.Katas;
import dev.pagewalk.core.contract.NotWrittenYet;
import dev.pagewalk.grader.engine.Curriculum;

/** Joins the engine, which knows no kata, to the checks, which know no engine. */
final class Wiring {
    static final Curriculum CURRICULUM = new Curriculum(
            Katas.all(),
            "dev.pagewalk.core",
            "dev.pagewalk.checks",
            "dev.pagewalk.solutions",
            NotWrittenYet.class.getName(),
            Policies::of);

    private Wiring() {}
}
