package dev.pagewalk.grader.engine.feedback;

import dev.pagewalk.grader.api.Evidence.Cost;
import java.util.List;
import java.util.stream.Stream;

/**
 * A number as a bar.
 *
 * @param name what it is
 * @param count the number
 * @param length of the bar, up to {@link #LONGEST}
 * @param isTooLong whether it is more than may be
 */
public record Bar(String name, long count, int length, boolean isTooLong) {
    /** Pixels. */
    public static final int LONGEST = 360;

    private static final int SHORTEST = 2;

    /** Some for each: what it costs with the reference, if that is known, what it may cost, and what it cost. */
    static List<Bar> of(List<Cost> costs) {
        return costs.stream().flatMap(Bar::pair).toList();
    }

    private static Stream<Bar> pair(Cost cost) {
        long most = Math.max(1, Math.max(cost.counted(), Math.max(cost.allowed(), cost.reference())));
        Stream<Bar> reference = Stream.of(cost.reference()).filter(count -> count != Cost.UNKNOWN).map(count -> bar(cost.what() + ": the reference's", count, most, false));
        Stream<Bar> yours = Stream.of(
                bar(cost.what() + ": at most", cost.allowed(), most, false),
                bar(cost.what() + ": yours", cost.counted(), most, cost.counted() > cost.allowed()));
        return Stream.concat(reference, yours);
    }

    private static Bar bar(String name, long count, long most, boolean isTooLong) {
        return new Bar(name, count, (int) Math.max(SHORTEST, Math.round((double) LONGEST * count / most)), isTooLong);
    }
}
