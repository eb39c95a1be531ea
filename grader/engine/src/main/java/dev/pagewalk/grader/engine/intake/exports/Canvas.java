package dev.pagewalk.grader.engine.intake.exports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Canvas, "Download submissions": files {@code leeann_LATE_4711_8150_Name-1.java} side by side: name, perhaps LATE,
 * number of the user, of the file, its name, and from the second attempt on a count. It has no times.
 */
final class Canvas implements Platform {
    private static final Pattern NAME = Pattern.compile("([^_/]+)_(?:LATE_)?(\\d+)_(\\d+)_([^/]+?)(?:-(\\d{1,4}))?(\\.[A-Za-z.]+)");

    @Override
    public boolean knows(List<String> paths) {
        List<String> files = paths.stream().filter(path -> !path.endsWith("/") && !path.startsWith(".")).toList();
        return !files.isEmpty() && files.stream().allMatch(path -> NAME.matcher(path).matches());
    }

    @Override
    public List<Exported> read(Path export, Staging staging) throws IOException {
        Map<String, List<Matcher>> users = new TreeMap<>();
        try (Stream<Path> files = Files.list(export)) {
            files.filter(Files::isRegularFile)
                    .map(file -> NAME.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .forEach(each -> users.computeIfAbsent(each.group(2), user -> new ArrayList<>()).add(each));
        }
        List<Exported> exported = new ArrayList<>();
        for (Map.Entry<String, List<Matcher>> user : users.entrySet()) {
            Path folder = staging.folder();
            user.getValue().sort(Comparator.comparingInt(Canvas::attempt));
            for (Matcher each : user.getValue()) {
                Files.copy(export.resolve(each.group()), folder.resolve(each.group(4) + each.group(6)), StandardCopyOption.REPLACE_EXISTING);
            }
            String name = user.getValue().get(0).group(1);
            String number = user.getKey();
            exported.add(new Exported(List.of(number, name), name + "_" + number, Optional.empty(), Staging.unwrapped(folder)));
        }
        return exported;
    }

    /** A later attempt's file takes the place of an earlier one's. */
    private static int attempt(Matcher file) {
        return file.group(5) == null ? 0 : Integer.parseInt(file.group(5));
    }
}
