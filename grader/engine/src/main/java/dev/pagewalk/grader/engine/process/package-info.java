/**
 * Child processes: how a worker is started, talked to, watched and killed. Knows the channel, but neither checks nor
 * verdicts beyond the way in which a process ended.
 */
package dev.pagewalk.grader.engine.process;
