/** Checks of kata 3: breaking away from a shared PTE table, and letting go of it. */
package dev.pagewalk.checks.k3_break;
