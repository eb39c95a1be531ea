/**
 * Reference implementations of the katas. Nothing is exported: a submission that runs beside them could call what is, and
 * let the reference do its work. The grader opens them to its own worker when it starts it.
 */
module dev.pagewalk.solutions {
    requires dev.pagewalk.core;
}
