/** Checks of kata 5: free a user PTE table that has become empty. */
package dev.pagewalk.checks.k5_reclaim;
