/** The page of one submission, for its student: a pure function of the result, the trace, the coverage and the sources. */
package dev.pagewalk.grader.engine.feedback;
