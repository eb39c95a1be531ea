package dev.pagewalk.grader.engine.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pagewalk.grader.api.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What must become of a specimen: its {@code expected.json}.
 *
 * <pre>{@code
 *   {
 *     "verdict": "FAIL",
 *     "score": "below",
 *     "falls": ["k1.last_put_against_last_put"],
 *     "why": "Decides first and drops afterwards."
 *   }
 * }</pre>
 *
 * @param verdict on the whole of it
 * @param score {@code full}, {@code below} (less than full) or a number
 * @param falls ids of checks of which one at least must fall; empty for what is right, or does not run at all
 * @param why what is wrong or different, a sentence
 */
public record Expected(Verdict verdict, String score, List<String> falls, String why) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads it. */
    public static Expected read(Path file) throws IOException {
        JsonNode json = JSON.readTree(file.toFile());
        List<String> falls = new ArrayList<>();
        json.path("falls").forEach(id -> falls.add(id.asText()));
        try {
            return new Expected(
                    Verdict.valueOf(json.path("verdict").asText()), json.path("score").asText(), List.copyOf(falls), json.path("why").asText());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": \"verdict\" must be one of " + List.of(Verdict.values()), e);
        }
    }

    /** Whether it is a right way: full marks. */
    public boolean isRight() {
        return verdict == Verdict.PASS;
    }

    /** Whether it is a mutant: something wrong that a check must name. */
    public boolean isMutant() {
        return !falls.isEmpty();
    }

    /** Whether a score is what it must be. */
    public boolean allows(int points, int max) {
        return switch (score) {
            case "full" -> points == max;
            case "below" -> points < max;
            default -> score.equals(String.valueOf(points));
        };
    }
}
