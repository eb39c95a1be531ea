package dev.pagewalk.grader.engine.course;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.grader.engine.batch.Register.Line;
import dev.pagewalk.grader.engine.report.DiskStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficeTest {
    @TempDir
    private Path directory;

    @Test
    void a_name_that_nobody_has_is_told() throws Exception {
        Files.writeString(directory.resolve(Office.ROSTER), "student\nann\n");
        Files.writeString(directory.resolve(Office.OVERRIDES), "student,kata,points,reason\nann,k1,1,x\nbob,k1,1,x\nbbo,k1,1,x\n");
        Files.writeString(directory.resolve(Office.COURSE), """
                { "title": "x", "katas": [ { "id": "k1", "due": "2026-10-12T12:00:00Z" } ],
                  "extensions": [ { "student": "nan", "more": "P1D", "why": "ill" } ] }
                """);
        Office office = new Office(new DiskStore(directory), List.of("k1"), check -> true, Instant.EPOCH);

        List<String> told = office.strangers(List.of(new Line("bob", "bob", 1, "")));

        assertEquals(
                List.of(
                        "overrides.csv: bbo is nobody's name in this class: the line changes nothing.",
                        "course.json: nan is nobody's name in this class: the extension changes nothing."),
                told);
    }
}
