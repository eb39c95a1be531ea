package dev.pagewalk.grader.engine.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.grader.api.Kata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {
    private static final List<Kata> KATAS =
            List.of(new Kata("t1", "Toy", "toy.katas.AdderKata", Runnable.class, "toy.references.AdderKata", List.of()));

    private final Inbox inbox = new Inbox(KATAS);

    @TempDir
    Path directory;

    @Test
    void a_directory_of_directories_and_archives_is_a_class() throws IOException {
        make("class/ann/AdderKata.java");
        make("class/bob.zip");
        make("class/cid.tar.gz");
        make("class/.git/config");
        make("class/README.md");

        inbox.add(directory.resolve("class"));

        assertEquals(List.of("ann", "bob", "cid"), ids());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AdderKata.java", "src/main/java/X.java", "pom.xml", "toy/katas/AdderKata.java"})
    void a_directory_that_looks_like_a_project_is_one_submission(String file) throws IOException {
        make("ann/" + file);
        make("ann/docs/notes.txt");

        inbox.add(directory.resolve("ann"));

        assertEquals(List.of("ann"), ids());
    }

    @Test
    void a_directory_without_directories_or_archives_is_one_submission() throws IOException {
        make("empty/expected.json");

        inbox.add(directory.resolve("empty"));

        assertEquals(List.of("empty"), ids());
    }

    @Test
    void colliding_ids_get_a_number_in_a_fixed_order_and_are_reported() throws IOException {
        make("a/ann/AdderKata.java");
        make("a/ann.zip");
        make("a/ANN.tar");

        inbox.add(directory.resolve("a"));

        assertEquals(List.of("ANN", "ann-2", "ann-3"), ids());
        assertEquals(2, inbox.notes().size());
    }

    @Test
    void an_id_is_a_harmless_file_name_whatever_the_path() throws IOException {
        make("class/=cmd|' /AdderKata.java");
        make("class/-x/AdderKata.java");
        make("class/results.json.zip");

        inbox.add(directory.resolve("class"));

        assertEquals(List.of("_cmd___", "results.json-2", "x"), ids());
    }

    @Test
    void a_path_that_is_a_link_is_followed_under_its_own_name() throws IOException {
        make("real/AdderKata.java");
        Files.createSymbolicLink(directory.resolve("ann"), directory.resolve("real"));

        inbox.add(directory.resolve("ann"));

        assertEquals(List.of("ann"), ids());
    }

    private List<String> ids() {
        return inbox.deliveries().stream().map(Delivery::id).toList();
    }

    private void make(String file) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "x");
    }
}
