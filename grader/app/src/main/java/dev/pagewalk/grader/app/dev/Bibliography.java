package dev.pagewalk.grader.app.dev;

import dev.pagewalk.core.contract.Ref;
import dev.pagewalk.grader.api.Kata;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whatever a handout or a contract cites stands in {@code handouts/sources.csv}, with the same author and title or date. */
final class Bibliography {
    private static final String FILE = "handouts/sources.csv";
    private static final Pattern SOURCES = Pattern.compile("(?s)\n== Sources\n(.*)");
    private static final Pattern CITED = Pattern.compile("(?m)^\\* ([\\p{L} .,-]+?), \"([^\"]+)\"");

    private final House house;
    private final List<String> rows;

    Bibliography(House house) {
        this.house = house;
        this.rows = House.text(house.root().resolve(FILE)).lines().map(row -> row.replace("\"", "")).toList();
    }

    /** Of one kata: its contract and its handout. */
    List<Complaint> complaints(Kata kata) {
        List<Complaint> complaints = new ArrayList<>(ofHandout(house.handout(kata)));
        Arrays.stream(kata.contract().getMethods())
                .flatMap(method -> Stream.ofNullable(method.getAnnotation(Ref.class)))
                .filter(ref -> rows.stream().noneMatch(row -> row.startsWith(ref.author() + ",") && row.contains("," + ref.date() + ",")))
                .map(ref -> complaint(house.contract(kata), ref.author(), ref.date()))
                .distinct()
                .forEach(complaints::add);
        return complaints;
    }

    /** Of a page. */
    List<Complaint> ofHandout(Path handout) {
        return SOURCES.matcher(House.text(handout)).results()
                .flatMap(sources -> CITED.matcher(sources.group(1)).results())
                .filter(cited -> rows.stream().noneMatch(row -> row.startsWith(cited.group(1) + "," + cited.group(2) + ",")))
                .map(cited -> complaint(handout, cited.group(1), cited.group(2)))
                .toList();
    }

    private Complaint complaint(Path place, String author, String what) {
        return new Complaint(house.name(place), "there is no row of " + author + ", " + what + " in " + FILE, "grep -n '" + author + "' " + FILE);
    }
}
