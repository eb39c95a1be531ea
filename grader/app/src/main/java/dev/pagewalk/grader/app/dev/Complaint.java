package dev.pagewalk.grader.app.dev;

/**
 * Something in the sources that does not fit together.
 *
 * @param place the file or kata
 * @param what is wrong with it
 * @param repair the command that mends it, or shows what to mend
 */
public record Complaint(String place, String what, String repair) {

    @Override
    public String toString() {
        return place + ": " + what + "\n    " + repair;
    }
}
