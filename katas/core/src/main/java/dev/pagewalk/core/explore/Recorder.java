package dev.pagewalk.core.explore;

/** Sees each step of one execution, on the thread of the CPU that took it. */
interface Recorder {
    /** Looks away. */
    Recorder NOBODY = (state, access) -> {};

    /** The step has just been carried out. */
    void record(State state, Access access);
}
