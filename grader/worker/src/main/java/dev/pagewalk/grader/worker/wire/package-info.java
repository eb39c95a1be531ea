/**
 * The private channel between the grader and one of its child processes: what is said, and how nobody else can say it.
 *
 * <p>The grader asks, the worker answers; each message is a {@link dev.pagewalk.grader.worker.wire.Frame} that a
 * {@link dev.pagewalk.grader.worker.wire.FrameChannel} numbers and authenticates.
 * <pre>
 *   grader                      worker
 *   key (32 bytes)         →
 *                          ←    READY
 *   COMPILE sources        →
 *                          ←    COMPILED classes or diagnostics
 *   LOAD job               →
 *   CHECK ordinal, method  →
 *                          ←    STARTED ordinal
 *                          ←    RESULT ordinal, outcome
 * </pre>
 * The worker ends when the grader closes the channel. HMAC: RFC 2104.
 */
package dev.pagewalk.grader.worker.wire;
