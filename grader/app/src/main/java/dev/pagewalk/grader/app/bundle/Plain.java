package dev.pagewalk.grader.app.bundle;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text without its dress, so that the same words in another file, another format or other lines are the same text. */
final class Plain {
    private static final Pattern COMMENT = Pattern.compile("\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])+'|//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern COMMENT_MARK = Pattern.compile("(?m)^\\s*(?://+|/\\*+|\\*+/?|#+|\\|)|\\*+/");
    private static final Pattern HEAD = Pattern.compile("(?m)^\\s*(?:import|package) [^;]*;");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private Plain() {}

    /** Java without comments, imports and blanks. */
    static String java(String source) {
        return squeeze(HEAD.matcher(withoutComments(source)).replaceAll(""));
    }

    /** Any text without the marks of comments and blanks: Java that was commented out is Java again. */
    static String uncommented(String text) {
        return squeeze(HEAD.matcher(COMMENT_MARK.matcher(text).replaceAll("")).replaceAll(""));
    }

    /** Letters and digits, in lower case. */
    static String prose(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    }

    /** What a browser shows of a page. */
    static String page(String html) {
        return TAG.matcher(html)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replaceAll("&#(?:8217|39);|’", "'")
                .replaceAll("&#8230;&#8203;", "...")
                .replace("&amp;", "&");
    }

    private static String withoutComments(String source) {
        return COMMENT.matcher(source).replaceAll(Plain::unlessComment);
    }

    private static String unlessComment(MatchResult found) {
        return found.group().startsWith("/") ? " " : Matcher.quoteReplacement(found.group());
    }

    private static String squeeze(String text) {
        return text.replaceAll("\\s+", "");
    }
}
