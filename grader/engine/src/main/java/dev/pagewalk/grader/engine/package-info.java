/**
 * Grades submissions: from what was handed in to verdict, score and pages. It knows no kata: what is graded comes as a
 * {@link dev.pagewalk.grader.engine.Curriculum}.
 * <pre>
 *   intake → compile (worker) → policy → run (worker) → score → report
 * </pre>
 * No code of a submission ever runs in this process, and nothing that a submission prints has any meaning here.
 */
package dev.pagewalk.grader.engine;
