package dev.pagewalk.grader.app.bundle;

import dev.pagewalk.grader.app.dev.Stub;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What students must not see: the references, the submissions that come with the grader, the hidden checks, the core's own
 * implementations of the katas, the instructor's pages. Code is compared without blanks, comments and imports, so it is found
 * in any file, in other lines, commented out, and in a page. A secret that was written anew, with other names, is not found.
 */
public final class Secrets {
    /** A method of a reference this long is one that only its author writes like this; shorter ones say what everybody says. */
    private static final int METHOD = 50;
    /** Checks, submissions and references have shorter pieces in common with the machine and the visible tests. */
    private static final int PIECE = 160;
    /** So much of a line of an instructor's page. */
    private static final int LINE = 60;

    private static final Pattern PLACE = Pattern.compile("(?:^|/)(?:solutions|grader|instructor|submissions)/|(?:^|/)expected\\.json$");
    private static final Pattern CLASS = Pattern.compile("dev[./]pagewalk[./](?:solutions|checks|grader)\\b");
    private static final Pattern CONTRACT = Pattern.compile("implements (?:PageWalk|CowPteRefcount|CopyPmdRange|BreakCowPte|PteRef|FreeUserPte|TableCache)\\b");
    private static final Pattern CODE = Pattern.compile("(?:solutions|grader/checks|grader/submissions|katas/core/src/test)/.*\\.java");

    private final Map<String, String> methods = new LinkedHashMap<>();
    private final Shingles code = new Shingles(PIECE, ";{}");
    private final Shingles prose = new Shingles(LINE, "\n");

    /** @param house all files of the repository */
    public Secrets(Tree house) throws IOException {
        for (Map.Entry<String, Blob> file : house.files().entrySet()) {
            keep(file.getKey(), file.getValue().text().orElse(""));
        }
        for (Blob reference : house.below("solutions").only(path -> path.endsWith("Kata.java")).files().values()) {
            allow(Stub.of(reference.text().orElse("")));
        }
    }

    private void keep(String path, String text) throws IOException {
        if (path.matches("handouts/instructor/.*\\.adoc")) {
            text.lines().forEach(line -> prose.add(Plain.prose(line), path));
        }
        if (!CODE.matcher(path).matches() || path.startsWith("katas/") && !CONTRACT.matcher(text).find()) {
            return;
        }
        code.add(Plain.java(text), path);
        if (path.startsWith("solutions/")) {
            Methods.bodies(text).stream().map(Plain::java).filter(body -> body.length() >= METHOD).forEach(body -> methods.put(body, path));
        }
    }

    /** What is in a stub is for everybody. */
    private void allow(String stub) throws IOException {
        code.allow(Plain.java(stub));
        Methods.bodies(stub).stream().map(Plain::java).forEach(methods::remove);
    }

    /** What is in a bundle and must not be. */
    public List<Leak> in(Tree bundle) {
        List<Leak> leaks = new ArrayList<>();
        for (Map.Entry<String, Blob> file : bundle.files().entrySet()) {
            reason(file.getKey(), file.getValue()).ifPresent(what -> leaks.add(new Leak(file.getKey(), what)));
        }
        return leaks;
    }

    private Optional<String> reason(String path, Blob blob) {
        if (PLACE.matcher(path).find()) {
            return Optional.of("this place is the grader's or the instructor's");
        }
        Optional<String> text = blob.text();
        if (text.isEmpty()) {
            return Optional.of("it is not text, so nobody can say what is in it");
        }
        String shown = path.matches(".*\\.(?:html|svg)") ? Plain.page(text.get()) : text.get();
        Matcher name = CLASS.matcher(shown);
        if (name.find()) {
            return Optional.of("it names " + name.group());
        }
        return code(Plain.java(shown))
                .or(() -> code(Plain.uncommented(shown)))
                .or(() -> prose.in(Plain.prose(shown)))
                .map(from -> "it repeats " + from);
    }

    private Optional<String> code(String plain) {
        return methods.entrySet().stream()
                .filter(body -> plain.contains(body.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> code.in(plain));
    }
}
