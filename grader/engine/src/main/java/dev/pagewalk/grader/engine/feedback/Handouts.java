package dev.pagewalk.grader.engine.feedback;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sections of the students' handouts, from {@code handouts/kata-<number>-….adoc} in the jar on the class path that has them:
 * whoever runs the grader puts them there. Without them nothing can be read here.
 */
public final class Handouts {
    private static final Pattern CITED = Pattern.compile("handout (\\d{1,2}), \"([^\"]+)\"");
    private static final Pattern ANY_SECTION = Pattern.compile("(?m)^={1,2} ");

    private Handouts() {}

    /**
     * A section that is cited.
     *
     * @param name as it is cited: {@code handout 1, "Picture"}
     * @param text its text
     */
    public record Section(String name, String text) {
        /** Where it stands on the page. */
        public String anchor() {
            return Handouts.anchor(name);
        }
    }

    static String anchor(String name) {
        return "read-" + name.replaceAll("\\W+", "-");
    }

    /** The section that a check cites, if it is at hand. */
    static Optional<Section> cited(String read) {
        Matcher cited = CITED.matcher(read);
        return cited.matches()
                ? handout(cited.group(1)).flatMap(text -> section(text, cited.group(2))).map(text -> new Section(read, text))
                : Optional.empty();
    }

    /** The text below a heading, up to the next one of its level. */
    static Optional<String> section(String text, String title) {
        Matcher heading = Pattern.compile("(?m)^== " + Pattern.quote(title) + "\\s*$").matcher(text);
        if (!heading.find()) {
            return Optional.empty();
        }
        Matcher next = ANY_SECTION.matcher(text);
        int end = next.find(heading.end()) ? next.start() : text.length();
        return Optional.of(plain(text.substring(heading.end(), end)));
    }

    /** Without what only a formatter reads; of a picture its description. */
    private static String plain(String text) {
        return text.replaceAll("(?m)^image::\\S+?\\[\"?(.*?)\"?\\]$", "Picture: $1")
                .replaceAll("(?m)^(\\[.*\\]|\\|===|----|\\+)\\R", "")
                .strip();
    }

    private static Optional<String> handout(String number) {
        try {
            URL folder = Handouts.class.getResource("/handouts/");
            return folder != null && folder.openConnection() instanceof JarURLConnection jar ? read(jar.getJarFile(), "handouts/kata-" + number + "-") : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> read(JarFile jar, String start) throws IOException {
        Optional<JarEntry> entry = jar.stream().filter(each -> each.getName().startsWith(start) && each.getName().endsWith(".adoc")).findFirst();
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = jar.getInputStream(entry.get())) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
