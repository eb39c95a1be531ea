/**
 * The kernel around the katas: boots the machine, builds page tables, and (as it grows) serves system calls and faults.
 * It reaches the katas only through {@code contract}.
 */
package dev.pagewalk.core.kernel;
