/** What is written: the canonical results as JSON, and pages and tables that are pure functions of them. */
package dev.pagewalk.grader.engine.report;
