/**
 * A whole class: what is graded already, what is left, and what a crash may take.
 * <pre>
 *   deliveries ──► Selection (journal: key known, result.json intact?) ──► grade the rest ──► pages
 *                       ▲                                                        │
 *                       └──────────── journal.jsonl, a line per unit ◄───────────┘
 * </pre>
 * A unit of work is one submission under one grader, named by a hash of all that its result depends on
 * ({@link dev.pagewalk.grader.engine.batch.UnitKey}). Resume, regrade and shards follow from that name alone: there is
 * no daemon, queue or database.
 */
package dev.pagewalk.grader.engine.batch;
