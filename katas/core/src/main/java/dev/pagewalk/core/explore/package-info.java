/**
 * The explorer: runs the CPUs of a scenario in every order that matters, and tells the shortest story that fails.
 *
 * <p>A {@link dev.pagewalk.core.explore.Scenario} says what CPUs do at the same time, the
 * {@link dev.pagewalk.core.explore.Explorer} is the hook under their accesses and decides, before each one, who goes
 * next. Nobody ever spins: who waits is not run until the cell he waits for has been written, so "everybody waits" is
 * an exact verdict.
 *
 * <p>Left out: CPUs that share state without the hook, programs that never come to an access (nobody can interrupt
 * them here), and interrupts other than those that a scenario makes a CPU of.
 */
package dev.pagewalk.core.explore;
