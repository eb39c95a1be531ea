package dev.pagewalk.grader.app.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.checks.Katas;
import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A house with something missing, and what is said of it. */
class DevCheckTest {
    private static final Path ROOT = Path.of("../..");
    private static final Kata REFCOUNT = Katas.all().stream().filter(kata -> kata.id().equals("k1")).findFirst().orElseThrow();

    @TempDir
    Path root;

    @Test
    void a_task_that_is_missing_somewhere_is_told_with_the_place_and_a_command() throws IOException {
        House house = new House(root);
        write("handouts/kata-1-refcount.adoc", "| 1.1 | x\n| 1.2 | x\n| 1.3 | x\n| 1.4 | x\n");

        List<Complaint> complaints = new Tasks(house, new Manifest(Katas.all())).complaints(REFCOUNT);

        Complaint handout = complaints.stream().filter(each -> each.place().contains("handouts")).findFirst().orElseThrow();
        assertEquals("these tasks do not occur in it: 1.5", handout.what());
        assertTrue(handout.repair().startsWith("grep "));
    }

    @Test
    void a_stub_that_is_not_what_its_reference_says_is_told_with_the_command_that_writes_it() throws IOException {
        House house = new House(root);
        write("solutions/src/main/java/dev/pagewalk/solutions/k1_refcount/RefcountKata.java", "class A {}\n");
        write("katas/exercises/src/main/java/dev/pagewalk/katas/k1_refcount/RefcountKata.java", "class B {}\n");

        List<Complaint> complaints = Stubs.complaints(house, REFCOUNT);

        assertEquals(1, complaints.size());
        assertTrue(complaints.get(0).repair().contains("writeStubs"));
    }

    @Test
    void a_link_to_nowhere_is_told_with_its_line() throws IOException {
        write("README.md", "x\n[there](handouts/there.adoc) [here](README.md) [far](https://example.org)\n");
        write("handouts/a.adoc", "include::../hints/k1.adoc[]\nlink:https://example.org[far]\n");

        List<Complaint> complaints = new Links(new House(root)).complaints();

        assertEquals(List.of("handouts/a.adoc:1", "README.md:2"), complaints.stream().map(Complaint::place).toList());
    }

    @Test
    void a_specimen_that_names_no_check_or_says_nothing_is_told() throws IOException {
        write("grader/submissions/a/RefcountKata.java", "");
        write("grader/submissions/b/RefcountKata.java", "");
        write("grader/submissions/b/expected.json", "{ \"verdict\": \"FAIL\", \"falls\": [\"k1.no_such_check\"] }");

        List<Complaint> complaints = new Specimens(new House(root), new Manifest(Katas.all())).complaints();

        assertEquals(
                List.of("there is no check k1.no_such_check", "it says nowhere what must become of it"),
                complaints.stream().map(Complaint::what).toList());
    }

    @Test
    void a_handout_whose_headings_are_out_of_order_is_told() throws IOException {
        write("handouts/kata-1-refcount.adoc", "= Kata 1\n\n== Goal\n\n== Picture\n\n== Sources\n\n== Hints\n");

        List<Complaint> complaints = new Handouts(new House(root)).headings(REFCOUNT);

        assertEquals(1, complaints.size());
        assertEquals("grep -n '^== ' handouts/kata-1-refcount.adoc", complaints.get(0).repair());
    }

    @Test
    void code_that_nobody_compiles_and_tags_that_are_nowhere_are_told_with_their_lines() throws IOException {
        write("handouts/code/A.java", "// tag::there[]\nclass A {}\n// end::there[]\n");
        write("handouts/a.adoc", """
                [source,java]
                ----
                include::code/A.java[tag=there]
                ----

                [source,java]
                ----
                class B {}
                ----

                include::code/A.java[tag=elsewhere]
                """);

        List<Complaint> complaints = new Handouts(new House(root)).code();

        assertEquals(List.of("handouts/a.adoc:6", "handouts/a.adoc:11"), complaints.stream().map(Complaint::place).toList());
    }

    @Test
    void a_handout_that_no_book_names_is_told() throws IOException {
        write("handouts/book.adoc", "= Book\n\ninclude::a.adoc[]\n");
        write("handouts/a.adoc", "= A\n");
        write("handouts/b.adoc", "= B\n");

        assertEquals(List.of("handouts/b.adoc"), new Handouts(new House(root)).unprinted().stream().map(Complaint::place).toList());
    }

    @Test
    void a_source_that_is_cited_and_not_listed_is_told() throws IOException {
        write("handouts/sources.csv", "author,title,date,what,katas\nAnn Lee,\"a, b\",2021,x,1\n");
        write("handouts/a.adoc", "= A\n\n== Sources\n\n* Ann Lee, \"a, b\", 2021.\n* Ann Lee, \"c\", 2022.\n");

        List<Complaint> complaints = new Bibliography(new House(root)).ofHandout(root.resolve("handouts/a.adoc"));

        assertEquals(List.of("there is no row of Ann Lee, c in handouts/sources.csv"), complaints.stream().map(Complaint::what).toList());
    }

    @Test
    void what_this_house_cites_is_listed() {
        Bibliography bibliography = new Bibliography(new House(ROOT));

        Katas.all().forEach(kata -> assertEquals(List.of(), bibliography.complaints(kata)));
        assertEquals(List.of(), bibliography.ofHandout(ROOT.resolve("handouts/what-became-of-it.adoc")));
    }

    @Test
    void the_handouts_of_this_house_have_their_headings_and_code_that_is_compiled() {
        Handouts handouts = new Handouts(new House(ROOT));

        assertEquals(List.of(), handouts.code());
        assertEquals(List.of(), handouts.unprinted());
        Katas.all().forEach(kata -> assertEquals(List.of(), handouts.headings(kata)));
    }

    @Test
    void every_link_in_this_house_leads_somewhere_and_every_specimen_names_a_check() throws IOException {
        assertEquals(List.of(), new Links(new House(ROOT)).complaints());
        assertEquals(List.of(), new Specimens(new House(ROOT), new Manifest(Katas.all())).complaints());
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
