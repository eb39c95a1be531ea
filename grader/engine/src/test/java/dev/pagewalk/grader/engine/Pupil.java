package dev.pagewalk.grader.engine;

import dev.pagewalk.grader.engine.intake.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes toy submissions. */
public final class Pupil {
    public static final String RIGHT_ADD = "return a + b;";
    public static final String RIGHT_SUM = "int sum = 0; for (int value : values) { sum += value; } return sum;";
    private static final String FILE = "AdderKata.java";

    private final Path classroom;

    public Pupil(Path classroom) {
        this.classroom = classroom;
    }

    /** A submission with these method bodies. */
    public Delivery writes(String id, String add, String sum) {
        return handsIn(id, source(add, sum, ""));
    }

    /** The text of the toy kata's file. */
    public static String source(String add, String sum, String more) {
        return """
                package toy.katas;

                import toy.core.Adder;

                public class AdderKata implements Adder {
                    public int add(int a, int b) { %s }
                    public int sum(int[] values) { %s }
                    %s
                }
                """
                .formatted(add, sum, more);
    }

    public Delivery right(String id) {
        return writes(id, RIGHT_ADD, RIGHT_SUM);
    }

    public Delivery handsIn(String id, String source) {
        return handsIn(id, FILE, source.getBytes(StandardCharsets.UTF_8));
    }

    public Delivery handsIn(String id, String file, byte[] contents) {
        try {
            Path directory = classroom.resolve(id);
            Files.createDirectories(directory.resolve(file).getParent());
            Files.write(directory.resolve(file), contents);
            return new Delivery(id, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
