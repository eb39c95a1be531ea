/** Checks of kata 4: a percpu_ref for each user PTE table. */
package dev.pagewalk.checks.k4_pteref;
