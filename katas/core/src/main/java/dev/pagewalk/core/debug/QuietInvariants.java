package dev.pagewalk.core.debug;

import dev.pagewalk.core.mm.Platform;

/** What tells that nothing is in flight and nothing was used after its end: I30, I31, I33. */
final class QuietInvariants {
    private final Platform platform;
    private final Findings findings;

    QuietInvariants(Platform platform, Findings findings) {
        this.platform = platform;
        this.findings = findings;
    }

    void examine() {
        platform.misuses().forEach(misuse -> findings.add(Rule.I30, "frames in use only", misuse));
        platform.lockdep().heldAnywhere().forEach(lock -> findings.add(Rule.I31, "no lock held at rest", lock));
        if (platform.rcu().isAnyoneInside()) {
            findings.add(Rule.I33, "no CPU in an RCU section at rest", "a CPU is inside");
        }
    }
}
