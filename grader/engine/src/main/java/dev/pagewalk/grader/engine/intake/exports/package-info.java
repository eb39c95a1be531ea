/**
 * What learning platforms give an instructor to download: whose each part of it is, and when it was handed in. Names of
 * files are all that is looked at here; what is in them is the intake's business.
 */
package dev.pagewalk.grader.engine.intake.exports;
