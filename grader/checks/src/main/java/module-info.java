/** The hidden checks. Opened to nobody but the test engine that runs them. */
module dev.pagewalk.checks {
    requires dev.pagewalk.core;
    requires transitive dev.pagewalk.grader.api;
    requires static jdk.compiler;

    exports dev.pagewalk.checks;

    opens dev.pagewalk.checks.k0_walk to
            org.junit.platform.commons;
    opens dev.pagewalk.checks.k1_refcount to
            org.junit.platform.commons;
    opens dev.pagewalk.checks.k2_fork to
            org.junit.platform.commons;
    opens dev.pagewalk.checks.k3_break to
            org.junit.platform.commons;
    opens dev.pagewalk.checks.k4_pteref to
            org.junit.platform.commons;
    opens dev.pagewalk.checks.k5_reclaim to
            org.junit.platform.commons;
    opens dev.pagewalk.checks.k6_cache to
            org.junit.platform.commons;
    opens dev.pagewalk.checks.trivial to
            org.junit.platform.commons;
}
