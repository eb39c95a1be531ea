/**
 * What the machine costs: benchmarks with JMH, each against the barest code that does the same.
 *
 * <p>Figures are ratios within one run on one computer; absolute times mean nothing elsewhere. Left out: everything
 * that events count better than a clock.
 */
package dev.pagewalk.bench;
