package dev.pagewalk.grader.engine.batch;

import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.intake.Digest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several parts of a class. Which part a student is in depends on the student's name alone, so that all machines
 * agree without talking, all attempts of a student are in one part, and a late submission moves nobody else.
 *
 * @param index which, from 1
 * @param of how many
 */
public record Shard(int index, int of) {
    /** The only one. */
    public static final Shard ALL = new Shard(1, 1);

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");
    private static final int HEX = 16;

    public Shard {
        if (index < 1 || index > of) {
            throw new IllegalArgumentException("there is no shard " + index + " of " + of);
        }
    }

    /** For example {@code 3/8}; nothing if there is no such part. */
    public static Optional<Shard> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int index = Integer.parseInt(matcher.group(1));
        int of = Integer.parseInt(matcher.group(2));
        return index >= 1 && index <= of ? Optional.of(new Shard(index, of)) : Optional.empty();
    }

    /** Whether a submission is in this part. */
    public boolean holds(Delivery delivery) {
        return partOf(delivery.student(), of) == index;
    }

    /** The part that a student is in, from 1. */
    static int partOf(String student, int of) {
        String digest = new Digest().add("student", student.getBytes(StandardCharsets.UTF_8)).hex();
        return new BigInteger(digest, HEX).mod(BigInteger.valueOf(of)).intValue() + 1;
    }

    @Override
    public String toString() {
        return index + "/" + of;
    }
}
