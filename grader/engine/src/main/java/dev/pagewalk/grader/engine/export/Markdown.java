package dev.pagewalk.grader.engine.export;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one place where GitHub's Markdown is escaped. */
final class Markdown {
    /** All that can be markup where it stands; other punctuation stays readable in the source. */
    private static final Pattern MARK = Pattern.compile("[!\"#$&*<>@\\[\\\\\\]_`|~]|:(?=\\S)|^[-+=]|^\\d+[.)](?=\\s|$)|(?<=www)\\.");

    private Markdown() {}

    /** A text within a line or a cell: nothing in it is markup. */
    static String line(String text) {
        return MARK.matcher(Inert.line(text)).replaceAll(mark -> {
            String found = mark.group();
            return Matcher.quoteReplacement(found.substring(0, found.length() - 1) + "\\" + found.substring(found.length() - 1));
        });
    }

    /** Lines as they are: a block of HTML in which nothing is markup. */
    static String block(String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<pre>" + escaped + "</pre>";
    }
}
