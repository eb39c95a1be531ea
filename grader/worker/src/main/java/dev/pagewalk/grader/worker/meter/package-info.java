/** What instrumented classes of a submission call: a counter of steps, and a place for the marks of what was executed. */
package dev.pagewalk.grader.worker.meter;
