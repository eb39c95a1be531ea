/** Checks of kata 1: a reference count for a PTE table. */
package dev.pagewalk.checks.k1_refcount;
