/** Checks of kata 0: walk page tables by hand. The processor of the machine says what is right. */
package dev.pagewalk.checks.k0_walk;
