package dev.pagewalk.grader.engine.export;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.api.Evidence;
import dev.pagewalk.grader.api.Evidence.Cost;
import dev.pagewalk.grader.api.Evidence.Moment;
import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.api.Visibility;
import dev.pagewalk.grader.engine.course.Office;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Trace;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.GraderId;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No format and no page tells what its student may not see. The secrets are animals: the hidden check is about a zebra, by
 * name and in every text; what a check shown by name found is a tiger; what is shown after the due date, a lion.
 */
class SecrecyTest {
    private static final String DECLARED = "{}";
    private static final String BY_COURSE = "{ \"k1.zebra\": \"hidden\", \"k1.by_name\": \"name-only\", \"k1.in_the_end\": \"after-due\" }";

    @ParameterizedTest
    @EnumSource
    void a_format_tells_no_secret(Formats format) throws Exception {
        for (Verdict verdict : Verdict.values()) {
            for (boolean declared : new boolean[] {true, false}) {
                String before = text(format, store(verdict, declared), StoredClass.BEFORE);
                String after = text(format, store(verdict, declared), StoredClass.AFTER);

                assertSilent("zebra", before);
                assertSilent("zebra", after);
                assertSilent("tiger", before);
                assertSilent("tiger", after);
                assertSilent("lion", before);
            }
        }
    }

    @Test
    void after_the_due_date_more_is_told() throws Exception {
        assertTrue(text(Formats.GRADESCOPE, store(Verdict.FAIL, true), StoredClass.AFTER).contains("lion expected"));
        assertTrue(text(Formats.JUNIT, store(Verdict.FAIL, false), StoredClass.AFTER).contains("lion expected"));
        assertTrue(page(store(Verdict.FAIL, false), StoredClass.AFTER).contains("lion expected"));
    }

    @Test
    void a_page_tells_no_secret() throws Exception {
        for (boolean declared : new boolean[] {true, false}) {
            String before = page(store(Verdict.FAIL, declared), StoredClass.BEFORE);

            assertSilent("zebra", before);
            assertSilent("tiger", before);
            assertSilent("lion", before);
            assertSilent("zebra", page(store(Verdict.FAIL, declared), StoredClass.AFTER));
            assertTrue(before.contains("by name"));
        }
    }

    @Test
    void when_a_page_was_made_makes_no_difference_to_a_result() throws Exception {
        MemoryStore store = store(Verdict.FAIL, true);
        byte[] result = store.read("ann/result.json").orElseThrow();

        page(store, StoredClass.BEFORE);
        page(store, StoredClass.AFTER);

        assertTrue(Arrays.equals(result, store.read("ann/result.json").orElseThrow()));
    }

    private static void assertSilent(String secret, String text) {
        int at = text.toLowerCase(Locale.ROOT).indexOf(secret);
        assertFalse(at >= 0, () -> "… " + text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 200)) + " …");
    }

    private static String text(Formats format, MemoryStore store, Instant moment) throws Exception {
        Office office = StoredClass.office(store, moment);
        List<Paper> papers = new Papers(store, office, office.sight(), StoredClass.SOURCES).read();
        return StoredClass.files(format, papers).stream()
                .map(file -> Valid.json(format, new String(file, StandardCharsets.UTF_8)))
                .collect(Collectors.joining());
    }

    private static String page(MemoryStore store, Instant moment) throws Exception {
        Reports reports = StoredClass.office(store, moment).reports();
        Map<String, Evidence> told = Map.of("k1.zebra", evidence("zebra"), "k1.by_name", evidence("tiger"), "k1.in_the_end", evidence("lion"));
        reports.attach("ann", Map.of("RefcountKata.java", "class RefcountKata {}"), new Trace(Trace.SCHEMA, told, List.of("k1.zebra")));
        reports.page(Reports.parse(store.read("ann/result.json").orElseThrow()).orElseThrow());
        return new String(store.read("ann/feedback.html").orElseThrow(), StandardCharsets.UTF_8);
    }

    private static Evidence evidence(String secret) {
        Moment moment = new Moment(0, 0, secret, secret, secret, "RefcountKata.java:1", List.of(), List.of());
        return new Evidence(List.of("CPU 0"), List.of(moment), List.of(new Cost(secret, 1, 2, 1)));
    }

    private static MemoryStore store(Verdict verdict, boolean declared) throws IOException {
        List<CheckResult> checks = List.of(
                check("k1.shown", Visibility.VISIBLE, verdict, "horse"),
                check("k1.zebra", declared ? Visibility.HIDDEN : Visibility.VISIBLE, verdict, "zebra"),
                check("k1.by_name", declared ? Visibility.NAME_ONLY : Visibility.VISIBLE, verdict, "tiger"),
                check("k1.in_the_end", declared ? Visibility.AFTER_DUE : Visibility.VISIBLE, verdict, "lion"),
                new CheckResult("k1.waits", "1.1", Kind.RACE, Visibility.VISIBLE, Verdict.SKIPPED, 0, 5, "it waits", "", "",
                        "Not run: it needs zebra to pass first.", "", "", ""));
        KataResult kata = new KataResult("k1", "Refcount", verdict, "", List.of(), verdict == Verdict.PASS ? 20 : 0, 25, checks);
        Result result = new Result(
                Result.SCHEMA, new GraderId("1", "c", "d"), new SubmissionId("ann", "abc", List.of()), verdict, "", kata.score(), 25, List.of(kata));
        return StoredClass.store(List.of(result)).with(Office.COURSE, """
                { "title": "x", "points": 50, "katas": [ { "id": "k1", "due": "2026-10-26T23:59:00+01:00" } ], "visibility": %s }
                """.formatted(declared ? DECLARED : BY_COURSE));
    }

    private static CheckResult check(String id, Visibility visibility, Verdict verdict, String secret) {
        String rule = id.equals("k1.zebra") ? "zebra rule" : "a rule";
        return new CheckResult(
                id, "1.1", Kind.RACE, visibility, verdict, verdict == Verdict.PASS ? 5 : 0, 5, rule, secret + " invariant", secret + " expected",
                secret + " actual at RefcountKata.java:7", "   0   0  " + secret + " load  RefcountKata.java:8", secret + " replay", "handout 1");
    }
}
