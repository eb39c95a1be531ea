package dev.pagewalk.grader.app;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.Grader;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.intake.Handin;
import dev.pagewalk.grader.engine.intake.Inbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Judges the paths on the command line before anything is graded. */
final class Intakes {
    private final List<Kata> katas;
    private final Inbox inbox;

    Intakes(List<Kata> katas) {
        this.katas = katas;
        this.inbox = new Inbox(katas);
    }

    List<Delivery> deliveries(List<Path> paths) throws BadInput {
        for (Path path : paths) {
            add(path);
        }
        return inbox.deliveries();
    }

    private void add(Path path) throws BadInput {
        if (!Files.exists(path)) {
            throw new BadInput("There is no " + path + ": give the path of a submission or of a directory of them.");
        }
        try {
            inbox.add(path);
        } catch (IOException e) {
            throw new BadInput("Cannot read " + path + ": check its permissions.");
        }
    }

    List<String> notes() {
        return inbox.notes();
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
