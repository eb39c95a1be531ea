/** Checks of kata 6: page tables from a cache of grouped pages, under a protection key. */
package dev.pagewalk.checks.k6_cache;
