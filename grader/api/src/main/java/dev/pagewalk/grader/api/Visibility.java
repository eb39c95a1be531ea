package dev.pagewalk.grader.api;

/** What a student sees of a check; an instructor always sees all. */
public enum Visibility {
    /** Everything. */
    VISIBLE,
    /** Everything, once the hand-in is closed; before that as {@link #NAME_ONLY}. */
    AFTER_DUE,
    /** Its name, rule and verdict. */
    NAME_ONLY,
    /** Nothing but its part in the total. */
    HIDDEN
}
