package dev.pagewalk.grader.engine.export;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Points, as platforms read them. */
final class Numbers {
    private static final int SHARE_DECIMALS = 6;

    private Numbers() {}

    /** Two decimals at most, never with an exponent. */
    static BigDecimal plain(BigDecimal number) {
        BigDecimal rounded = number.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    static String text(BigDecimal number) {
        return plain(number).toPlainString();
    }

    /** A part of a whole, from 0 to 1. */
    static BigDecimal share(BigDecimal part, BigDecimal whole) {
        return whole.signum() <= 0
                ? BigDecimal.ZERO
                : plainShare(part.max(BigDecimal.ZERO).min(whole).divide(whole, SHARE_DECIMALS, RoundingMode.HALF_UP));
    }

    private static BigDecimal plainShare(BigDecimal share) {
        BigDecimal stripped = share.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
