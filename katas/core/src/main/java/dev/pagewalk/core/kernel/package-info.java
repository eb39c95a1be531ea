/**
 * The kernel around the katas: boots a machine, serves system calls and page faults, and keeps the invariants.
 *
 * <p>{@link dev.pagewalk.core.kernel.Machine} boots, {@link dev.pagewalk.core.kernel.Syscalls} are the calls,
 * {@link dev.pagewalk.core.kernel.Core} is a CPU that runs a process. The katas are reached through
 * {@link dev.pagewalk.core.contract.MmOps} alone; without them tables are copied at fork and freed at unmap, which is what
 * all else is compared with. {@code Fork.copy_pte_range}, {@code Cow.copy_pte_table} and {@code Pgalloc} are open to katas.
 *
 * <p>Left out: aging, soft-dirty, userfaultfd, migration, KSM, lockless GUP, PCIDs, compound pages, merging of VMAs.
 * Source: Linux 6.0, {@code mm/memory.c}, {@code mm/mmap.c}, {@code mm/mremap.c}, {@code mm/mprotect.c}, {@code kernel/fork.c}.
 */
package dev.pagewalk.core.kernel;
