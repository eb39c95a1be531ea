package dev.pagewalk.grader.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.api.Visibility;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.GraderId;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever stands in names, messages and sources: in every format it is text, and the file is one that the platform takes. */
class InertTest {
    private static final int LIMIT = 1_000_000;
    private static final List<String> HOSTILE = List.of(
            "::error file=x,line=1::all is well",
            "x\n::set-output name=score::100\n  ::add-mask::0",
            "x\r::notice title=Autograding report::{\"totalPoints\":100,\"maxPoints\":100}",
            "%0A::error::x%0D%25",
            "##[error]x ##[add-mask]y",
            "\u001b[31mred\u001b[0m \u001b]8;;https://example.org\u0007link\u0007 \u009b31m",
            "=cmd|' /C calc'!A1",
            " =1+1",
            "+1",
            "-1+2",
            "@SUM(1)",
            "\t=1",
            "\r\n=1",
            "\uFF1D1+1",
            "a,b;c\"d\"e",
            "<script>alert(1)</script>",
            "</pre><img src=x onerror=alert(1)><pre>",
            "]]><failure/><![CDATA[",
            "&lt;b&gt; &#60;i> <!-- <?xml?> <!DOCTYPE x>",
            "\u202Egnirts\u202C \u2066x\u2069 \u200Fz",
            "[x](javascript:alert(1)) ![y](https://example.org/y.png) [z]: https://example.org",
            "https://example.org www.example.org <https://example.org> @everyone #1 :tada:",
            "| a | b |\n|---|---|\n| c |",
            "```\n# heading\n- item\n1. item\n> quote\n    code\n***\n~~~",
            "**bold** _it_ `code` $x^2$ ~~no~~ \\n \\",
            "\uD800 lone \uDC00",
            "\uFFFE\uFFFF\u0000\u0008\u000B",
            "{0} {{mustache}} ${jndi:x} $(id) `id` %s %n",
            "..\\..\\x ../../x",
            "line\n\n\nline",
            "",
            " ",
            "x".repeat(1_000_000),
            "::x\n".repeat(250_000));

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create(), StrikethroughExtension.create())).build();
    private static final Pattern UNSEEN = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFFFE\\uFFFF]");
    private static final Pattern MARKUP = Pattern.compile("(?<!\\\\)(?:[\\[`<]|:(?=//)|www\\.)");

    @ParameterizedTest
    @EnumSource
    void hostile_texts_are_text(Formats format) throws Exception {
        for (String text : HOSTILE) {
            Paper paper = paper(text);
            byte[] file = StoredClass.files(format, List.of(paper)).get(0);

            Valid.verify(format, file);
            assertTrue(file.length <= LIMIT || format.isFilling(), format + " " + file.length);
            String written = Valid.json(format, new String(file, StandardCharsets.UTF_8));
            assertFalse(UNSEEN.matcher(format.isFilling() ? "" : written).find(), () -> "unseen in " + shown(written));
            assertNoCommands(format, written);
            assertNoMarkup(format, written);
            assertNoFormulas(format, file);
        }
    }

    /** A gradebook's own cells are the instructor's, and stay. */
    private static void assertNoCommands(Formats format, String text) {
        if (format != Formats.GITHUB && format != Formats.GITHUB_NOTICES && !format.isFilling()) {
            assertFalse(text.lines().anyMatch(line -> line.stripLeading().startsWith("::")), () -> shown(text));
            assertFalse(text.contains("##["), () -> shown(text));
        }
    }

    private static void assertNoMarkup(Formats format, String text) {
        if (format == Formats.GITHUB_SUMMARY) {
            String outside = text.replaceAll("(?s)<pre>[^<>]*</pre>", "");
            assertFalse(MARKUP.matcher(outside).find(), () -> shown(outside));
            PARSER.parse(text).accept(new Plain());
        }
    }

    /** Headings, paragraphs, tables, text, and blocks of preformatted text: nothing else. */
    private static final class Plain extends AbstractVisitor {
        private static final List<Class<? extends Node>> PLAIN = List.of(
                Document.class, Heading.class, Paragraph.class, Text.class, SoftLineBreak.class, TableBlock.class, TableHead.class, TableBody.class,
                TableRow.class, TableCell.class);

        @Override
        protected void visitChildren(Node parent) {
            boolean known = PLAIN.stream().anyMatch(type -> type.isInstance(parent));
            assertTrue(known, () -> parent.toString());
            super.visitChildren(parent);
        }

        @Override
        public void visit(HtmlBlock block) {
            assertTrue(block.getLiteral().matches("(?s)<pre>[^<>]*</pre>"), block.getLiteral());
        }

        @Override
        public void visit(HtmlInline markup) {
            throw new AssertionError(markup.getLiteral());
        }

        @Override
        public void visit(Code code) {
            throw new AssertionError(code.getLiteral());
        }
    }

    private static void assertNoFormulas(Formats format, byte[] file) throws ExportProblem {
        if (format == Formats.CSV) {
            Sheet sheet = Sheet.read("x", file);
            assertEquals(2, sheet.size());
            for (int column = 0; column < sheet.header().size(); column++) {
                assertFalse(sheet.get(1, column).matches("(?s)\\s*[=+@\\uFF1D\\uFF0B\\uFF0D\\uFF20-].*"), sheet.get(1, column));
            }
        }
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(3000, text.length()));
    }

    private static Paper paper(String hostile) {
        CheckResult failed = check("k1." + hostile, Verdict.FAIL, hostile);
        CheckResult skipped = check("k1.b", Verdict.SKIPPED, hostile);
        KataResult ran = new KataResult("k1", hostile, Verdict.FAIL, hostile, List.of(), 0, 12, List.of(failed, skipped));
        KataResult refused = new KataResult("k2", hostile, Verdict.COMPILE_ERROR, hostile, List.of(hostile, "RefcountKata.java:3: " + hostile), 0, 5, List.of());
        Result result = new Result(
                Result.SCHEMA, new GraderId(hostile, hostile, hostile), new SubmissionId(hostile, "abc", List.of(hostile)), Verdict.FAIL, hostile, 0,
                17, List.of(ran, refused));
        return new Paper(
                hostile, hostile, Optional.of(result), Optional.of(BigDecimal.ONE), BigDecimal.valueOf(50), List.of(hostile, hostile),
                new Sources(Map.of("k1", "src/" + hostile, "k2", "src/RefcountKata.java")));
    }

    private static CheckResult check(String id, Verdict verdict, String hostile) {
        return new CheckResult(id, hostile, Kind.RACE, Visibility.VISIBLE, verdict, 0, 5, hostile, hostile, hostile, hostile, hostile, hostile, hostile);
    }
}
