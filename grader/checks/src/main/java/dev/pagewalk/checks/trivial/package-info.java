/** Checks that take no time: what grading with them costs is what the engine itself costs. */
package dev.pagewalk.checks.trivial;
