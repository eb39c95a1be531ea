package dev.pagewalk.grader.engine.export;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the katas' source files are, for formats that point into them.
 *
 * @param paths by kata id, with slashes, relative to the repository: {@code src/RefcountKata.java}
 */
public record Sources(Map<String, String> paths) {
    private static final Pattern PLACE = Pattern.compile("\\b(\\w{1,100}+\\.java):(\\d{1,7})");

    /** Of a text that nobody vouches for, what is looked at. */
    private static final int MAX = 20_000;

    public Sources {
        paths = paths.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, path -> Inert.path(path.getValue())));
    }

    /** A line of a source file. */
    public record Place(String path, int line) {}

    /** The source of a kata. */
    public Optional<String> of(String kata) {
        return Optional.ofNullable(paths.get(kata));
    }

    /** The first place in one of these files that a text names, as in {@code RefcountKata.java:69}. */
    public Optional<Place> first(String text) {
        Matcher matcher = PLACE.matcher(Inert.cut(text, MAX));
        return matcher.results()
                .flatMap(found -> paths.values().stream()
                        .filter(path -> ("/" + path).endsWith("/" + found.group(1)))
                        .map(path -> new Place(path, Integer.parseInt(found.group(2)))))
                .findFirst();
    }

    /** The last place that a text names: of a history, where it went wrong. */
    public Optional<Place> last(String text) {
        Optional<Place> last = Optional.empty();
        for (String line : Inert.cut(text, MAX).lines().toList()) {
            Optional<Place> here = first(line);
            last = here.isPresent() ? here : last;
        }
        return last;
    }
}
