package dev.pagewalk.core.scene;

import dev.pagewalk.core.kernel.Machine;

/** The world of a scenario that plays on a machine: a race in it can be drawn. */
public interface Staged {
    /** What it plays on. */
    Machine machine();
}
