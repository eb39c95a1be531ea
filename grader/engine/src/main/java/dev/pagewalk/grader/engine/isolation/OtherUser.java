package dev.pagewalk.grader.engine.isolation;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A user for each worker; all that this user runs is killed at the end. */
final class OtherUser implements Sandbox {
    @Override
    public Level level() {
        return Level.USER;
    }

    @Override
    public Confined confine(List<String> command, Grants grants) {
        int user = Tools.nextUser();
        return new Confined(
                Tools.join(Tools.detached(), Tools.become(user), Tools.limits(true), command), Optional.of(user), () -> killAll(user));
    }

    /** One signal to every process of the user reaches them all at once: none can fork out of its way. */
    private static void killAll(int user) {
        try {
            new ProcessBuilder(Tools.join(Tools.become(user), List.of(Tools.program("kill"), "-KILL", "--", "-1")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("it was there when this way was tried", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
