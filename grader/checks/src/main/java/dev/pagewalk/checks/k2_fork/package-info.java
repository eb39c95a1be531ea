/** Checks of kata 2: fork shares PTE tables. */
package dev.pagewalk.checks.k2_fork;
