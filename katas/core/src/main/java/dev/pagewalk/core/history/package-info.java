/**
 * Random histories: system calls and accesses drawn from a seed, played on a machine and on a naive model of memory that
 * has never heard of page tables. After each operation both must agree, and the machine must be sound; whatever is wrong
 * comes back as data, for the shortest part of the history that was found to show it.
 *
 * <p>What is compared: contents (I19, I20), outcomes of accesses and calls, rights (I21), pins (I24), shared tables (I18),
 * the owner after a fork (I11), every invariant at rest including TLBs and walk caches (I22, I23), and what is left over
 * after the last exit (I5, I27). The same history can be swept over every allocation that fails (I28) and over every order
 * of exits (I29).
 *
 * <p>What it leaves out: CPUs that run at the same time. Here one operation follows the other, on changing CPUs; for what
 * happens in between see the package {@code explore}.
 */
package dev.pagewalk.core.history;
