package dev.pagewalk.core.debug;

/** A file of measurements that cannot be read; the message names file, line and column. */
public final class MalformedMeasurement extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedMeasurement(String file, int line, int column, String why) {
        super(file + " line " + line + ", column " + column + " " + why);
    }

    MalformedMeasurement(String file, int line, String why) {
        super(file + " line " + line + ": " + why);
    }
}
