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

    private Handouts() {}

    /**
     * A section that is cited.
     *
     * @param name as it is cited: {@code handout 1, "Picture"}
     * @param page where it stands in the student's bundle: {@code handouts/kata-1-refcount.html}
     * @param text its text
     */
    public record Section(String name, String page, String text) {
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
                ? handout(cited.group(1)).flatMap(found -> section(found.text, cited.group(2)).map(text -> new Section(read, found.page(), text)))
                : Optional.empty();
    }

    /** The text below a heading of any level, up to the next one that is not below it. */
    static Optional<String> section(String text, String title) {
        Matcher heading = Pattern.compile("(?m)^(={2,4}) " + Pattern.quote(title) + "\\s*$").matcher(text);
        if (!heading.find()) {
            return Optional.empty();
        }
        Matcher next = Pattern.compile("(?m)^={1," + heading.group(1).length() + "} ").matcher(text);
        int end = next.find(heading.end()) ? next.start() : text.length();
        return Optional.of(plain(text.substring(heading.end(), end)));
    }

    /** Without what only a formatter reads; of a picture its description. */
    private static String plain(String text) {
        return text.replaceAll("(?m)^image::\\S+?\\[\"?(.*?)\"?\\]$", "Picture: $1")
                .replaceAll("(?m)^(\\[.*\\]|\\|===|----|\\+)\\R", "")
                .strip();
    }

    private record Handout(String name, String text) {
        String page() {
            return name.replace(".adoc", ".html");
        }
    }

    private static Optional<Handout> handout(String number) {
        try {
            URL folder = Handouts.class.getResource("/handouts/");
            return folder != null && folder.openConnection() instanceof JarURLConnection jar ? read(jar.getJarFile(), "handouts/kata-" + number + "-") : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Handout> read(JarFile jar, String start) throws IOException {
        Optional<JarEntry> entry = jar.stream().filter(each -> each.getName().startsWith(start) && each.getName().endsWith(".adoc")).findFirst();
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = jar.getInputStream(entry.get())) {
            return Optional.of(new Handout(entry.get().getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }
}
