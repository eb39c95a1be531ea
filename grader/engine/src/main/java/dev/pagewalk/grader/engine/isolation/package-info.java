/**
 * What the operating system keeps a worker from: the best way of confinement that this machine has.
 *
 * <p>Each way is a {@link dev.pagewalk.grader.engine.isolation.Sandbox}; {@link
 * dev.pagewalk.grader.engine.isolation.Sandboxes} tries them, the strongest first, with a real worker's command. What
 * a way cannot do is written at its {@link dev.pagewalk.grader.engine.isolation.Level}. Tools: bubblewrap(1), unshare(1),
 * setpriv(1), prlimit(1); namespaces(7), capabilities(7).
 */
package dev.pagewalk.grader.engine.isolation;
