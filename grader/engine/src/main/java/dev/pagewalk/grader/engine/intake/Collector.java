package dev.pagewalk.grader.engine.intake;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.intake.Handin.KataFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Picks the kata files out of a container's entries, and remembers the names of the rest. */
final class Collector implements Container.Visitor {
    /** Beside a submission of the grader's own collection: what its verdict should be. Not part of it. */
    private static final String EXPECTED = "expected.json";

    private final Map<String, Kata> katas;
    private final Map<Kata, Map<String, Found>> found = new LinkedHashMap<>();
    private final TreeSet<String> ignored = new TreeSet<>();
    private int entries;

    /** A file with a kata's name: its bytes, or what is wrong with it. */
    private record Found(byte[] bytes, String problem) {}

    Collector(List<Kata> katas) {
        this.katas = katas.stream().collect(Collectors.toMap(Kata::sourceFile, Function.identity()));
    }

    @Override
    public void entry(String path, Container.EntryKind kind, Container.Contents contents)
            throws IOException, IntakeProblem {
        verify(path);
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (kind == Container.EntryKind.DIRECTORY) {
            return;
        }
        if (katas.containsKey(name)) {
            found.computeIfAbsent(katas.get(name), kata -> new TreeMap<>()).put(path, read(name, kind, contents));
        } else if (!name.equals(EXPECTED)) {
            ignored.add(Text.line(path, Caps.PATH_LENGTH));
        }
    }

    private void verify(String path) throws IntakeProblem {
        if (++entries > Caps.ENTRIES) {
            throw Caps.exceeded("has more than " + Caps.ENTRIES + " entries");
        }
        String[] steps = path.split("[/\\\\]", -1);
        if (path.length() > Caps.PATH_LENGTH || steps.length > Caps.DEPTH) {
            throw Caps.exceeded("has an entry whose path is too long or too deep");
        }
        if (path.startsWith("/") || path.matches("[A-Za-z]:.*") || List.of(steps).contains("..")) {
            throw Caps.exceeded("has an entry that points out of it (" + Text.line(path, 80) + ")");
        }
    }

    private static Found read(String name, Container.EntryKind kind, Container.Contents contents) throws IOException {
        if (kind != Container.EntryKind.FILE) {
            return new Found(new byte[0], name + " is not a readable regular file: hand in the file itself, not a link.");
        }
        try (InputStream in = contents.open()) {
            byte[] bytes = in.readNBytes(Caps.FILE_BYTES + 1);
            return bytes.length > Caps.FILE_BYTES
                    ? new Found(new byte[0], name + " is longer than " + (Caps.FILE_BYTES >> 10) + " KiB: a kata is some KiB.")
                    : new Found(bytes, "");
        }
    }

    /** Whether a kata file was found. */
    boolean foundAny() {
        return !found.isEmpty();
    }

    /** What was found, under this id. */
    Handin handin(String id) {
        Digest digest = new Digest();
        Map<Kata, KataFile> files = new LinkedHashMap<>();
        found.entrySet().stream().sorted(Comparator.comparing(each -> each.getKey().id())).forEach(each -> {
            String name = each.getKey().sourceFile();
            each.getValue().values().forEach(copy -> digest.add(name, copy.bytes()));
            files.put(each.getKey(), file(name, each.getValue()));
        });
        return new Handin(id, digest.hex(), files, ignoredShown(), "");
    }

    private static KataFile file(String name, Map<String, Found> copies) {
        if (copies.size() > 1) {
            String paths = String.join(" and ", copies.keySet().stream().limit(2).map(path -> Text.line(path, 200)).toList());
            return new KataFile(name, "", name + " is there more than once (" + paths + "): hand in one of them.");
        }
        Found only = copies.values().iterator().next();
        try {
            return new KataFile(name, Text.decode(name, only.bytes()), only.problem());
        } catch (IntakeProblem e) {
            return new KataFile(name, "", e.sentence());
        }
    }

    private List<String> ignoredShown() {
        List<String> shown = new ArrayList<>(ignored.stream().limit(Caps.IGNORED_SHOWN).toList());
        if (ignored.size() > shown.size()) {
            shown.add("and " + (ignored.size() - shown.size()) + " more");
        }
        return shown;
    }
}
