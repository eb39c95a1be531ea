package dev.pagewalk.grader.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The stored class in every format, as it was when it was last read. {@code -Dpagewalk.writeGolden=true} writes it anew, to be
 * read before it is committed.
 */
class GoldenTest {

    @ParameterizedTest
    @EnumSource
    void a_class_of_twelve_reads_as_it_did(Formats format) throws Exception {
        StringBuilder all = new StringBuilder();
        List<Paper> papers = StoredClass.papers(StoredClass.BEFORE);
        if (format.isOfOne()) {
            for (Paper paper : papers) {
                all.append(paper.submission().isPresent() ? "== " + paper.student() + "\n" + one(format, paper) + "\n" : "");
            }
        } else {
            all.append(new String(StoredClass.files(format, papers).get(0), StandardCharsets.UTF_8));
        }
        Path golden = StoredClass.RESOURCES.resolve("golden/" + format.word() + ".txt");

        if (Boolean.getBoolean("pagewalk.writeGolden")) {
            Files.writeString(golden, all);
        }

        assertEquals(Files.readString(golden), all.toString());
    }

    @Test
    void the_same_papers_give_the_same_bytes() throws Exception {
        for (Formats format : Formats.values()) {
            List<byte[]> once = StoredClass.files(format, StoredClass.papers(StoredClass.AFTER));
            List<byte[]> again = StoredClass.files(format, StoredClass.papers(StoredClass.AFTER));
            for (int i = 0; i < once.size(); i++) {
                assertEquals(new String(once.get(i), StandardCharsets.UTF_8), new String(again.get(i), StandardCharsets.UTF_8));
            }
        }
    }

    /** What is in Base64 is kept as what it says. */
    private static String one(Formats format, Paper paper) {
        try {
            String text = new String(format.of(paper), StandardCharsets.UTF_8);
            return format == Formats.GITHUB_CLASSROOM
                    ? new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8) + "\n"
                    : text;
        } catch (ExportProblem e) {
            return "(no file) " + e.getMessage() + "\n";
        }
    }
}
