module toy.checks {
    requires toy.core;
    requires dev.pagewalk.grader.api;

    opens toy.checks to
            org.junit.platform.commons;
}
