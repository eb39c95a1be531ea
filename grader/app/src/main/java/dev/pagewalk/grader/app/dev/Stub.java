package dev.pagewalk.grader.app.dev;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts the student's stub out of a reference implementation.
 *
 * <pre>
 *   // BEGIN SOLUTION 1.1 pmd_get_pte     the block becomes  throw todo("1.1 pmd_get_pte");
 *   // BEGIN SOLUTION                     the block goes away
 *   // END SOLUTION
 *   // STUB import static …;              the line comes without its mark
 * </pre>
 */
public final class Stub {
    private static final Pattern BEGIN = Pattern.compile("( *)// BEGIN SOLUTION ?(.*)");
    private static final Pattern END = Pattern.compile(" *// END SOLUTION");
    private static final Pattern ONLY_STUB = Pattern.compile("( *)// STUB (.*)");

    private Stub() {}

    /**
     * The stub that goes with a reference.
     *
     * @param reference the source of a class in {@code dev.pagewalk.solutions}
     * @return the source of the class of the same name in {@code dev.pagewalk.katas}
     * @throws IllegalArgumentException if its tags do not match; says at which line
     */
    public static String of(String reference) {
        List<String> stub = new ArrayList<>();
        int begun = 0;
        int number = 0;
        for (String line : reference.lines().toList()) {
            number++;
            Matcher begin = BEGIN.matcher(line);
            Matcher onlyStub = ONLY_STUB.matcher(line);
            if (begin.matches()) {
                require(begun == 0, number, "BEGIN SOLUTION within the block that begins at line " + begun);
                begun = number;
                if (!begin.group(2).isEmpty()) {
                    add(stub, begin.group(1) + "throw todo(\"" + begin.group(2) + "\");");
                }
            } else if (END.matcher(line).matches()) {
                require(begun != 0, number, "END SOLUTION without BEGIN");
                begun = 0;
            } else if (onlyStub.matches()) {
                add(stub, onlyStub.group(1) + onlyStub.group(2));
            } else if (begun == 0) {
                add(stub, line);
            }
        }
        require(begun == 0, begun, "BEGIN SOLUTION without END");
        return String.join("\n", stub).replace("dev.pagewalk.solutions", "dev.pagewalk.katas") + "\n";
    }

    /** Where a block went away, one blank line is enough. */
    private static void add(List<String> lines, String line) {
        boolean blankBefore = !lines.isEmpty() && lines.get(lines.size() - 1).isBlank();
        if (!line.isBlank() || !blankBefore) {
            lines.add(line);
        }
    }

    private static void require(boolean ok, int line, String complaint) {
        if (!ok) {
            throw new IllegalArgumentException("line " + line + ": " + complaint);
        }
    }
}
