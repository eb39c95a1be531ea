/**
 * Linux's words: page structs, page-table entries and the places that hold them, VMAs, address spaces, locks, RCU,
 * percpu_ref, the buddy allocator, the mmu_gather, swap space, TLB flushes.
 *
 * <p>Data and helpers only, no policy: system calls and the fault handler live in {@code kernel}. Everything that
 * CPUs share (a page struct's fields, an entry, a counter of an address space) is reached through the hook, one
 * access at a time; an allocation is one step. Names in snake_case are Linux's own, names in camelCase are this machine's.
 *
 * <p>Left out: NUMA, memory cgroups, compound pages, highmem, zones. Source: Linux 6.0, {@code include/linux/mm_types.h},
 * {@code include/linux/pgtable.h}, {@code arch/x86/include/asm/pgtable_types.h}, {@code mm/page_alloc.c}.
 */
package dev.pagewalk.core.mm;
