package dev.pagewalk.grader.engine.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.engine.course.CourseProblem;
import dev.pagewalk.grader.engine.course.Roster;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Gradebooks' own files: points are filled in, all else stays byte for byte, and whatever would be a guess is refused. */
class GradebooksTest {
    private static final String MOODLE = "\uFEFFIdentifier,\"Full name\",\"Email address\",Status,Grade,\"Maximum Grade\",\"Grade can be changed\","
            + "\"Last modified (grade)\",\"Feedback comments\"\r\n"
            + "\"Participant 4711\",\"Lee, Ann\",ann@example.edu,\"Submitted for grading - \",,50.00,Yes,-,\r\n"
            + "\"Participant 4712\",Bob,bob@example.edu,\"No submission - \",12.00,50.00,No,\"Monday, 5 October\",\"Well \"\"done\"\"\"\r\n"
            + "\"Participant 4713\",Cem,cem@example.edu,\"No submission - \",  7.5 ,50.00,Yes,-,\r\n";
    private static final String CANVAS = "Student,ID,SIS User ID,SIS Login ID,Section,Kata 1 (8150),Kata 10 (8151),Final Score\n"
            + "    Points Possible,,,,,50.00,50.00,(read only)\n"
            + "\"Lee, Ann\",301,s4711,ann@example.edu,Monday,,,88.1\n"
            + "Bob,302,s4712,bob@example.edu,Monday,EX,,\n"
            + "\"Student, Test\",399,,f00,Monday,,,\n";

    @Test
    void moodle_gets_its_worksheet_back_with_the_grades_in_it() throws Exception {
        Filled filled = Formats.MOODLE.fill(List.of(paper("ann", "41.25"), paper("cem", "7.5")), filling(MOODLE));

        assertEquals(
                MOODLE.replace("\"Submitted for grading - \",,", "\"Submitted for grading - \",41.25,").replace(",  7.5 ,", ",7.5,"), text(filled));
        assertEquals(List.of("1 in the file and not among the results, left as they are: Bob."), filled.notes());
    }

    @Test
    void a_sheet_that_says_all_of_it_already_keeps_every_byte() throws Exception {
        String full = MOODLE.replace("  7.5 ", "\"7.5\"");
        Filled filled = Formats.MOODLE.fill(List.of(paper("cem", "7.5")), filling(full));

        assertArrayEquals(full.getBytes(StandardCharsets.UTF_8), filled.contents());
    }

    @Test
    void a_locked_grade_stays() throws Exception {
        Filled filled = Formats.MOODLE.fill(List.of(paper("bob", "1")), filling(MOODLE));

        assertEquals(MOODLE, text(filled));
        assertTrue(filled.notes().contains("1 locked or excused in the gradebook, left as they are: bob."), filled.notes().toString());
    }

    @Test
    void who_has_no_line_is_named_and_who_could_not_be_graded_keeps_theirs() throws Exception {
        Paper ungraded = new Paper("cem", "", Optional.empty(), Optional.empty(), BigDecimal.valueOf(50), List.of(), StoredClass.SOURCES);
        Filled filled = Formats.MOODLE.fill(List.of(ungraded, paper("zoe", "3")), filling(MOODLE));

        assertEquals(MOODLE, text(filled));
        assertTrue(filled.notes().contains("1 among the results and not in the file: zoe."), filled.notes().toString());
        assertTrue(filled.notes().contains("1 could not be graded, left as they are: cem."), filled.notes().toString());
    }

    @Test
    void moodle_in_another_language_needs_the_column_named() throws Exception {
        String german = MOODLE.replace("Identifier", "ID").replace(",Grade,", ",Bewertung,").replace("Participant ", "Teilnehmer/in");

        assertProblem("has no column Grade: name the one to fill with --column. There are: ID, Full name", () -> Formats.MOODLE.fill(List.of(paper("ann", "1")), filling(german)));
        Filled filled = Formats.MOODLE.fill(List.of(paper("ann", "1")), filling(german, "Bewertung"));
        assertTrue(text(filled).contains("\"Submitted for grading - \",1,50.00"), text(filled));
    }

    @Test
    void who_came_with_moodles_download_is_known_by_number() throws Exception {
        Filling noRoster = new Filling("m.csv", bytes(MOODLE), Roster.EMPTY, Optional.empty(), Optional.empty());
        Filled filled = Formats.MOODLE.fill(List.of(paper("Ann Lee_4711", "9")), noRoster);

        assertTrue(text(filled).contains("\"Submitted for grading - \",9,50.00"), text(filled));
    }

    @Test
    void a_name_alone_is_a_guess() throws Exception {
        Filling nobodyKnown = new Filling("m.csv", bytes(MOODLE), Roster.EMPTY, Optional.empty(), Optional.empty());

        assertEquals(MOODLE, text(Formats.MOODLE.fill(List.of(paper("Bob", "9")), nobodyKnown)));
    }

    @Test
    void points_of_another_scale_are_refused() {
        assertProblem("one can reach 10.00 points, and in the results 50",
                () -> Formats.MOODLE.fill(List.of(paper("ann", "1")), filling(MOODLE.replace("50.00", "10.00"))));
        assertProblem("one can reach 10 points, and in the results 50",
                () -> Formats.CANVAS.fill(List.of(paper("ann", "1")), filling(CANVAS.replace("50.00,50.00", "10,10"), "8150")));
    }

    @Test
    void two_lines_of_one_student_and_a_line_of_two_are_refused() {
        String twice = MOODLE + "\"Participant 4799\",Ann Again,s4711,-,,50.00,Yes,-,\r\n";

        assertProblem("and m.csv:5 are both ann", () -> Formats.MOODLE.fill(List.of(paper("ann", "1")), filling(twice)));
        assertProblem("m.csv:2 may be ann or bob",
                () -> Formats.MOODLE.fill(List.of(paper("ann", "1"), paper("bob", "2")), filling(MOODLE.replace("Participant 4711", "s4711").replace("ann@example.edu", "bob@example.edu"))));
    }

    @Test
    void what_is_no_worksheet_is_refused() {
        assertProblem("is empty", () -> Formats.MOODLE.fill(List.of(), filling("")));
        assertProblem("does not begin with a participant's number", () -> Formats.MOODLE.fill(List.of(), filling("A,B,Grade\nann,Ann,3\n")));
        assertProblem("two columns Grade", () -> Formats.MOODLE.fill(List.of(), filling("A,B,Grade,Grade\n1,Ann,3,3\n")));
        assertProblem("m.csv:2 opens a quote that is never closed", () -> Formats.MOODLE.fill(List.of(), filling("A,B,Grade\n1,\"Ann,3\n")));
        assertProblem("is not UTF-8",
                () -> Formats.MOODLE.fill(List.of(), new Filling("m.csv", new byte[] {(byte) 0xff, (byte) 0xfe, 'A', 0}, Roster.EMPTY, Optional.empty(), Optional.empty())));
        assertProblem("does not begin with the columns Student and ID", () -> Formats.CANVAS.fill(List.of(), filling(MOODLE)));
    }

    @Test
    void a_comment_is_html_in_an_empty_cell_only() throws Exception {
        Filling filling = new Filling("m.csv", bytes(MOODLE.replace(",No,", ",Yes,")), roster(), Optional.empty(), Optional.of("Feedback comments"));
        Filled filled = Formats.MOODLE.fill(List.of(paper("ann", "1"), paper("bob", "2")), filling);

        assertTrue(text(filled).contains("Yes,-,<p>Mark: &lt;b&gt;1&lt;/b&gt;</p>\r\n"), text(filled));
        assertTrue(text(filled).contains("\"Well \"\"done\"\"\"\r\n"), text(filled));
    }

    @Test
    void canvas_gets_its_gradebook_back_with_one_column_filled() throws Exception {
        Filled filled = Formats.CANVAS.fill(List.of(paper("ann", "41.25"), paper("bob", "1")), filling(CANVAS, "Kata 1"));

        assertEquals(CANVAS.replace("Monday,,,88.1", "Monday,41.25,,88.1"), text(filled));
        assertTrue(filled.notes().contains("1 locked or excused in the gradebook, left as they are: bob."), filled.notes().toString());
    }

    @Test
    void canvas_with_semicolons_has_decimal_commas() throws Exception {
        String european = CANVAS.replace("\"Lee, Ann\"", "Ann").replace("\"Student, Test\"", "Test").replace(',', ';').replace("50.00", "50,00");

        assertTrue(text(Formats.CANVAS.fill(List.of(paper("ann", "41.25")), filling(european, "8150"))).contains("Monday;41,25;;88.1"));
    }

    @Test
    void an_assignment_that_canvas_does_not_know_is_refused() {
        assertProblem("has several assignments: say which with --column, by its number or title. There are: Kata 1 (8150), Kata 10 (8151).",
                () -> Formats.CANVAS.fill(List.of(), filling(CANVAS)));
        assertProblem("has no assignment called Kata 2", () -> Formats.CANVAS.fill(List.of(), filling(CANVAS, "Kata 2")));
        assertProblem("is read only", () -> Formats.CANVAS.fill(List.of(), filling(CANVAS.replace("50.00,50.00", "(read only),50.00"), "8150")));
    }

    private static void assertProblem(String sentence, Executable fills) {
        String message = assertThrows(ExportProblem.class, fills).getMessage();
        assertTrue(message.contains(sentence), message);
    }

    private static Paper paper(String student, String points) {
        return new Paper(
                student, "", Optional.empty(), Optional.of(new BigDecimal(points)), BigDecimal.valueOf(50), List.of("Mark: <b>" + points + "</b>"),
                new Sources(Map.of()));
    }

    private static Filling filling(String sheet, String... column) throws CourseProblem {
        return new Filling("m.csv", bytes(sheet), roster(), List.of(column).stream().findFirst(), Optional.empty());
    }

    private static Roster roster() throws CourseProblem {
        return Roster.read("roster.csv", "student,name,email,id,canvas\nann,\"Lee, Ann\",ann@example.edu,s4711,301\nbob,Bob,bob@example.edu,s4712,302\n"
                + "cem,Cem,cem@example.edu,s4713,303\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Filled filled) {
        return new String(filled.contents(), StandardCharsets.UTF_8);
    }
}
