/**
 * Figures of the handouts: events that are counted on the model, never time, so that they are the same on every machine and
 * every run. {@code grader/bench/figures} draws all of them into {@code handouts/figures}: a class a figure.
 */
package dev.pagewalk.bench.figures;
