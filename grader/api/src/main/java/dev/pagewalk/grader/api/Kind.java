package dev.pagewalk.grader.api;

/** What a check judges. */
public enum Kind {
    /** What a method returns and changes. */
    FUNCTIONAL,
    /** What must be true of the whole machine afterwards. */
    INVARIANT,
    /** What must be true in every interleaving. */
    RACE,
    /** How many accesses, allocations and steps it takes. */
    PERFORMANCE,
    /** How it is written. */
    DESIGN
}
