package dev.pagewalk.core.explore;

/**
 * A schedule that fails.
 *
 * @param schedule up to the failure
 * @param defect what went wrong
 */
record Find(Schedule schedule, Defect defect) {}
