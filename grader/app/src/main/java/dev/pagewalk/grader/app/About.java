package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.Grader;
import dev.pagewalk.grader.engine.process.ModulePath;
import dev.pagewalk.grader.engine.score.Result.GraderId;
import java.io.IOException;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class About implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        GraderId grader = Grader.identify(Wiring.CURRICULUM, ModulePath.ofThisProcess());
        return new String[] {
            "pagewalk " + grader.version(),
            "JDK      " + Runtime.version(),
            "core     " + grader.core(),
            "checks   " + grader.checks()
        };
    }
}
