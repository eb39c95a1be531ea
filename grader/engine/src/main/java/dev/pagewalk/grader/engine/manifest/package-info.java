/** What the grader expects: which checks there are, in which order, what they are worth and what they require. */
package dev.pagewalk.grader.engine.manifest;
