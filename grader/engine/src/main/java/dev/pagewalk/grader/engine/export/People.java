package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.engine.course.Roster;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whose line of a gradebook is whose paper. By the roster; by a number, address or login that is the student's id; or by the
 * platform's number, which ends the id of who came with the platform's own download and stands on no roster.
 */
final class People {
    private final Map<String, Paper> papers;
    private final Roster roster;
    private final Map<String, String> places = new HashMap<>();

    People(List<Paper> papers, Roster roster) {
        this.papers = papers.stream().collect(Collectors.toMap(paper -> key(paper.student()), Function.identity()));
        this.roster = roster;
    }

    private static String key(String id) {
        return id.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The paper of a line.
     *
     * @param place of the line, for messages
     * @param ids what no two people share: numbers, addresses, logins
     * @param number by which the platform knows who it is, or empty
     * @param name asked only if nothing else is known
     * @throws ExportProblem if it may be that of several, or is that of another line
     */
    Optional<Paper> of(String place, List<String> ids, String number, String name) throws ExportProblem {
        Set<Paper> found = new LinkedHashSet<>();
        for (String id : ids) {
            roster.student(List.of(id)).map(student -> papers.get(key(student))).ifPresent(found::add);
            Optional.ofNullable(papers.get(key(id))).ifPresent(found::add);
        }
        if (!number.isEmpty()) {
            papers.values().stream().filter(paper -> paper.student().endsWith("_" + number)).forEach(found::add);
        }
        if (found.isEmpty()) {
            roster.student(List.of(name)).map(student -> papers.get(key(student))).ifPresent(found::add);
        }
        if (found.size() > 1) {
            throw new ExportProblem(place + " may be " + found.stream().map(Paper::student).collect(Collectors.joining(" or "))
                    + ": say in the roster who it is, by a column of its own.");
        }
        Optional<Paper> paper = found.stream().findFirst();
        if (paper.isPresent()) {
            takeOnce(paper.get().student(), place);
        }
        return paper;
    }

    private void takeOnce(String student, String place) throws ExportProblem {
        String other = places.putIfAbsent(student, place);
        if (other != null) {
            throw new ExportProblem(other + " and " + place + " are both " + student + ": say in the roster who is who, by a column of its own.");
        }
    }

    /** Those with a paper whom no line was. */
    List<String> absent() {
        return papers.values().stream().map(Paper::student).filter(student -> !places.containsKey(student)).sorted().toList();
    }
}
