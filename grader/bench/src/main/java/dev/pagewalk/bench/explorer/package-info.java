/**
 * A page on which a reader makes page walks: an address, entries and registers in, the walk, the rights level by level, the
 * fault and what is cached out. {@code grader/bench/figures} writes it to {@code handouts/figures/walk-explorer.html}.
 *
 * <p>Its script is a model of its own, since a page that opens without a server cannot ask the core: so it is held against
 * the same measurements as the core, and against the core.
 */
package dev.pagewalk.bench.explorer;
