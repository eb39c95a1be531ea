package dev.pagewalk.core.debug;

/**
 * One line of a file of measurements, cut at tabs; knows where it stands, so that complaints can say it.
 */
final class HardwareRecord {
    private static final int HEX = 16;
    private static final int DECIMAL = 10;

    private final String file;
    private final int line;
    private final String[] names;
    private final String[] values;

    HardwareRecord(String file, int line, String[] names, String text) {
        this.file = file;
        this.line = line;
        this.names = names;
        values = text.split("\t", -1);
        if (values.length != names.length) {
            throw new MalformedMeasurement(file, line, Math.min(values.length, names.length) + 1,
                    "expected " + names.length + " columns separated by tabs, but there are " + values.length);
        }
    }

    /** The value of a column as it stands; columns are counted from 1. */
    String text(int column) {
        return values[column - 1];
    }

    boolean isNone(int column) {
        return text(column).equals("-");
    }

    long hex(int column) {
        return number(column, text(column), HEX);
    }

    int decimal(int column) {
        return (int) number(column, text(column), DECIMAL);
    }

    long hex(int column, String part) {
        return number(column, part, HEX);
    }

    int decimal(int column, String part) {
        return (int) number(column, part, DECIMAL);
    }

    MalformedMeasurement malformed(int column, String why) {
        return new MalformedMeasurement(file, line, column, "(" + names[column - 1] + ") " + why);
    }

    String where() {
        return file + " line " + line;
    }

    private long number(int column, String text, int radix) {
        try {
            return Long.parseUnsignedLong(text, radix);
        } catch (NumberFormatException e) {
            throw malformed(column, "expected a " + (radix == HEX ? "hexadecimal" : "decimal")
                    + " number, but was \"" + text + "\"");
        }
    }
}
