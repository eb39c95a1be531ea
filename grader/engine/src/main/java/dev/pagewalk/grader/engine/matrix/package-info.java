/**
 * How good the checks are: wrong submissions, each of which must fall at the check that names its bug, and right ones that
 * must not fall at all. Knows no kata: a specimen is a submission with an {@code expected.json} beside its files.
 */
package dev.pagewalk.grader.engine.matrix;
