package dev.pagewalk.grader.engine.isolation;

import java.util.List;

/** Resource limits, and nothing else: what every system has. */
final class LimitsOnly implements Sandbox {
    @Override
    public Level level() {
        return Level.LIMITS;
    }

    @Override
    public Confined confine(List<String> command, Grants grants) {
        return Confined.of(Tools.join(Tools.detached(), Tools.limits(false), command));
    }
}
