package dev.pagewalk.grader.engine.export;

/** The one place where XML 1.0 is escaped. */
final class Xml {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_BEFORE_NONCHARACTERS = 0xFFFD;

    private Xml() {}

    /** A text, for an attribute or between tags; never within CDATA. What XML cannot hold is left out. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().filter(Xml::isLegal).forEach(each -> append(escaped, each));
        return escaped.toString();
    }

    private static void append(StringBuilder escaped, int each) {
        switch (each) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&apos;");
            case '\n' -> escaped.append("&#10;");
            case '\t' -> escaped.append("&#9;");
            default -> escaped.appendCodePoint(each);
        }
    }

    private static boolean isLegal(int each) {
        boolean isSurrogate = each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE;
        boolean isNoncharacter = each > LAST_BEFORE_NONCHARACTERS && each <= Character.MAX_VALUE;
        return each == '\n' || each == '\t' || each >= FIRST_PRINTABLE && !isSurrogate && !isNoncharacter;
    }

    /** An attribute with a space before it. */
    static String attribute(String name, Object value) {
        return " " + name + "=\"" + escape(String.valueOf(value)) + "\"";
    }
}
