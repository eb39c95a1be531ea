package dev.pagewalk.grader.engine.intake;

/** How large a submission may be. A kata's file is some KiB; these are for a whole project folder, zipped. */
final class Caps {
    static final long ARCHIVE_BYTES = 8L << 20;
    static final long UNPACKED_BYTES = 64L << 20;
    static final int ENTRIES = 20_000;
    static final int DEPTH = 32;
    static final int PATH_LENGTH = 1_000;
    static final int FILE_BYTES = 256 << 10;
    static final int NESTED = 10;
    static final int IGNORED_SHOWN = 20;

    private Caps() {}

    static IntakeProblem exceeded(String what) {
        return new IntakeProblem("It " + what + ": hand in the kata files alone.");
    }
}
