/** Verdicts and points, and the one canonical result that every page and format is made from. */
package dev.pagewalk.grader.engine.score;
