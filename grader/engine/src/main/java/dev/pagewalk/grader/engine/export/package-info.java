/**
 * Results in the forms that gradebooks and CI systems read. Each {@link dev.pagewalk.grader.engine.export.Format} is a pure
 * function of {@link dev.pagewalk.grader.engine.export.Paper papers}, which hold what a student may see and nothing else: no
 * format can tell more. Texts pass {@link dev.pagewalk.grader.engine.export.Inert} and then the escape of their format, of
 * which there is one each.
 * <pre>
 *   result.json ─ Sight ─┐
 *   course.json ─ marks ─┴─ Paper ─┬─ Findings ── github, sarif, gitlab
 *                                  └───────────── gradescope, prairielearn, junit, csv, moodle, canvas …
 * </pre>
 */
package dev.pagewalk.grader.engine.export;
