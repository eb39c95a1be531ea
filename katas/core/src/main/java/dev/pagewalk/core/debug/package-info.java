/**
 * What an auditor sees: the invariants, and pictures of tables and TLBs. One definition, used by everybody.
 *
 * <p>Everything here reads memory raw: nothing is counted, scheduled or changed.
 */
package dev.pagewalk.core.debug;
