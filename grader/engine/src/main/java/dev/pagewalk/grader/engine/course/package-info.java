/**
 * From results to marks: weights, dates, lateness, attempts, and what an instructor decides by hand.
 * <pre>
 *   results (raw points) ─┬─► attempts: best, last, last on time ─► weights ─► lateness ─► override ─► marks.csv
 *   deliveries (when) ────┘        course.json                                        overrides.csv
 * </pre>
 * A mark is a pure function of these files: no result changes when a date or an override does, and nothing has to be
 * graded again.
 */
package dev.pagewalk.grader.engine.course;
