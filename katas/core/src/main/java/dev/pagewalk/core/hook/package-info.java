/**
 * The bottom of the machine: who carries out an access to shared state.
 *
 * <p>Everything that two CPUs can share (a word of memory, a field of a page struct, a lock, a counter) is a cell
 * of some {@link dev.pagewalk.core.hook.Cells}. Without a {@link dev.pagewalk.core.hook.Hook} the owner accesses its cell directly; with one, the hook
 * carries the access out, and so decides when it happens and, under a weak memory model, what it sees.
 */
package dev.pagewalk.core.hook;
