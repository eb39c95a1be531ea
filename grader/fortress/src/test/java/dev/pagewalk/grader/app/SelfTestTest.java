package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTestTest {
    private static final Path ALL = Path.of("../submissions/hostile");
    private static final int EVERY = 8;

    @Test
    void a_sample_of_hostile_submissions_gets_what_it_deserves_by_each_layer_alone(@TempDir Path sample) throws IOException {
        List<Path> cases = children(ALL);
        for (int i = 0; i < cases.size(); i += EVERY) {
            copy(cases.get(i), sample.resolve(cases.get(i).getFileName()));
        }

        expectAllDefended(sample);
    }

    @Test
    @Tag("slow")
    void every_hostile_submission_gets_what_it_deserves_by_each_layer_alone() {
        expectAllDefended(ALL);
    }

    private static void expectAllDefended(Path cases) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);

        int exit = Main.commandLine(new Pagewalk(), out, out)
                .execute("self-test", cases.toString(), "--require-isolation", "bubblewrap");

        assertEquals(0, exit, said.toString());
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
