package dev.pagewalk.core.contract;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Where something comes from: a patch, as it was posted. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
public @interface Ref {
    String title();

    String author();

    /** The day it was posted, ISO 8601. */
    String date();

    /** Which part of its series, for example {@code 5/9}. */
    String part();
}
