/**
 * What the explorer is measured by: litmus tests with the published answers, and small concurrent programs, right and
 * wrong.
 *
 * <p>{@link dev.pagewalk.core.explore.corpus.Litmus} has the classic tests of memory models,
 * {@link dev.pagewalk.core.explore.corpus.Corpus} the programs; {@link dev.pagewalk.core.explore.corpus.Tables} prints
 * both as found. Left out: tests with dependencies, mixed sizes, or non-temporal stores.
 */
package dev.pagewalk.core.explore.corpus;
