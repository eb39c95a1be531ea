/**
 * Looking at the machine from outside: pictures of walks and TLBs, and the replay of measurements made on other
 * x86 machines.
 *
 * <p>Nothing here changes a machine that it is shown: it reads with {@code peek}, which no hook and no counter sees.
 * Left out: what a student's debugger shows already.
 */
package dev.pagewalk.core.debug;
