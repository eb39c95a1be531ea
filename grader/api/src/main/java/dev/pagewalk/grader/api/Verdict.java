package dev.pagewalk.grader.api;

/** The verdict on a check or on a submission. */
public enum Verdict {
    /** As it should be. */
    PASS,
    /** It ran, and broke a rule. */
    FAIL,
    /** The methods that it needs are not written yet. */
    NOT_STARTED,
    /** It does not compile, or cannot be read. */
    COMPILE_ERROR,
    /** It uses what a submission may not use. */
    POLICY,
    /** It did not end in time. */
    TIMEOUT,
    /** It used more memory than it may. */
    OOM,
    /** Its process ended before its checks did. */
    CRASH,
    /** Results arrived that the grader did not write. */
    TAMPER,
    /** Not run, because something that it requires did not pass. */
    SKIPPED,
    /** The grader could not do its work: never the student's fault. */
    INFRA
}
