/**
 * The processor and its memory, in the processor manual's words: entries, page walks, TLBs, faults.
 *
 * <p>{@link dev.pagewalk.core.hw.PhysicalMemory} holds words; each {@link dev.pagewalk.core.hw.Cpu} translates linear
 * addresses with its own {@link dev.pagewalk.core.hw.Tlb} and paging-structure caches, checks rights against its own
 * registers, and sets accessed and dirty flags by locked read-modify-writes. What is cached stays until something
 * invalidates it, so a flush that is missing shows.
 *
 * <p>Left out: paging modes other than 4-level and 5-level, memory types (PWT, PCD, PAT), speculation, segmentation,
 * virtual machines, shadow stacks. Shortcuts are marked {@code Simplification:}.
 *
 * <p>Manual: Intel 64 and IA-32 Architectures Software Developer's Manual (SDM), volume 3A, chapter "Paging",
 * edition 325384-085US (September 2024).
 */
package dev.pagewalk.core.hw;
