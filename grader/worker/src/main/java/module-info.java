/** The child process: loads one submission, runs its checks, reports over a private channel. */
module dev.pagewalk.grader.worker {
    requires dev.pagewalk.grader.api;
    requires org.junit.platform.launcher;
    requires org.junit.jupiter.engine;
    requires static java.compiler;
    requires static jdk.compiler;

    uses org.junit.platform.engine.TestEngine;

    exports dev.pagewalk.grader.worker.meter;
    exports dev.pagewalk.grader.worker.wire;
}
