package dev.pagewalk.grader.app;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.Grader;
import dev.pagewalk.grader.engine.course.Roster;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.intake.Handin;
import dev.pagewalk.grader.engine.intake.Inbox;
import dev.pagewalk.grader.engine.intake.exports.Exported;
import dev.pagewalk.grader.engine.intake.exports.Exports;
import dev.pagewalk.grader.engine.intake.exports.Exports.From;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges the paths on the command line before anything is graded. */
final class Intakes {
    private final List<Kata> katas;
    private final Inbox inbox;
    private final From from;
    private final Exports exports;
    private final Roster roster;
    private final List<String> strangers = new ArrayList<>();

    /**
     * @param from which platform
     * @param exports reads what platforms give
     * @param roster says who is who there
     */
    Intakes(List<Kata> katas, From from, Exports exports, Roster roster) {
        this.katas = katas;
        this.inbox = new Inbox(katas);
        this.from = from;
        this.exports = exports;
        this.roster = roster;
    }

    /** @param times when who handed in, where the export does not say */
    List<Delivery> deliveries(List<Path> paths, Map<String, Instant> times) throws BadInput {
        for (Path path : paths) {
            add(path);
        }
        return inbox.deliveries().stream().map(each -> timed(each, times)).toList();
    }

    /** Each path as one submission, called like its directory, whatever lies in it. */
    List<Delivery> whole(List<Path> paths) throws IOException {
        for (Path path : paths) {
            Path real = path.toRealPath();
            inbox.add(String.valueOf(real.getFileName()), real, Optional.empty());
        }
        return inbox.deliveries();
    }

    private static Delivery timed(Delivery delivery, Map<String, Instant> times) {
        Optional<Instant> submitted = delivery.submitted().or(() -> Optional.ofNullable(times.get(delivery.student())));
        return new Delivery(delivery.id(), delivery.path(), delivery.student(), delivery.attempt(), submitted);
    }

    private void add(Exported part) {
        Optional<String> student = roster.student(part.names());
        if (student.isEmpty() && !roster.students().isEmpty()) {
            strangers.add(part.otherwise());
        }
        inbox.add(student.orElse(part.otherwise()), part.path(), part.submitted());
    }

    private void add(Path path) throws BadInput {
        if (!Files.exists(path)) {
            throw new BadInput("There is no " + path + ": give the path of a submission or of a directory of them.");
        }
        try {
            Optional<List<Exported>> parts = exports.read(path, from);
            if (parts.isPresent()) {
                parts.get().forEach(this::add);
            } else {
                inbox.add(path);
            }
        } catch (IOException e) {
            throw new BadInput("Cannot read " + path + ": check its permissions.");
        }
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>(inbox.notes());
        if (!strangers.isEmpty()) {
            notes.add(strangers.size() + " not on the roster: " + String.join(", ", strangers) + ".");
        }
        return notes;
    }

    /** One submission that holds a kata is enough: what is wrong with the others is their own verdict. */
    void verifyAnyKata(List<Delivery> deliveries, Grader grader) throws BadInput {
        for (Delivery delivery : deliveries) {
            Handin handin = grader.take(delivery);
            if (handin.holdsKata()) {
                return;
            }
            if (deliveries.size() == 1 && !handin.problem().isEmpty()) {
                throw new BadInput(delivery.path() + ": " + handin.problem());
            }
        }
        String expected = katas.stream().map(Kata::sourceFile).collect(Collectors.joining(", "));
        throw new BadInput("No kata file was found in what was given: a submission holds " + expected + ".");
    }

    static void verifyWritable(Path out) throws BadInput {
        try {
            Files.createDirectories(out);
            Files.delete(Files.createTempFile(out, ".", ".tmp"));
        } catch (IOException e) {
            throw new BadInput("Cannot write to " + out + ": give a directory with --out that you may write to.");
        }
    }
}
