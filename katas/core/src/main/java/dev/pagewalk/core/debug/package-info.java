/**
 * Looking at the machine from outside: the invariants, pictures of tables, walks and TLBs, and the replay of measurements
 * made on other x86 machines. One definition of each, used by everybody.
 *
 * <p>Nothing here changes a machine that it is shown: memory is read with {@code peek}, which no hook and no counter sees.
 */
package dev.pagewalk.core.debug;
