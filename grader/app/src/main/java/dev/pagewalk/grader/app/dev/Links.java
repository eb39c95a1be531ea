package dev.pagewalk.grader.app.dev;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What documents point at within the house exists. */
final class Links {
    private static final Pattern ADOC = Pattern.compile("(?:link|include|image|xref):{1,2}([^\\[\\s:#]+)(?:#[^\\[]*)?\\[");
    private static final Pattern MARKDOWN = Pattern.compile("\\]\\(([^)\\s:#]+)(?:#[^)]*)?\\)");

    private final House house;

    Links(House house) {
        this.house = house;
    }

    List<Complaint> complaints() {
        List<Complaint> complaints = new ArrayList<>();
        House.below(house.root(), ".adoc").forEach(file -> verify(file, ADOC, complaints));
        House.below(house.root(), ".md").forEach(file -> verify(file, MARKDOWN, complaints));
        return complaints;
    }

    private void verify(Path file, Pattern links, List<Complaint> complaints) {
        List<String> lines = House.text(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            for (MatchResult link : links.matcher(lines.get(i)).results().toList()) {
                String target = link.group(1);
                if (!target.contains("{") && !Files.exists(file.resolveSibling(target))) {
                    complaints.add(new Complaint(house.name(file) + ":" + (i + 1), "there is no " + target, "sed -n " + (i + 1) + "p " + house.name(file)));
                }
            }
        }
    }
}
