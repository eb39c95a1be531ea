/** What engine, worker and checks share. */
module dev.pagewalk.grader.api {
    requires transitive org.junit.jupiter.api;
    exports dev.pagewalk.grader.api;
}
