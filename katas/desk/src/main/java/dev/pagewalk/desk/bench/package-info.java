/**
 * Compiles a kata with its visible tests and runs them, in a process beside the one that talks to the student: an endless
 * loop, {@code System.exit} or a full heap ends that process and not the conversation.
 */
package dev.pagewalk.desk.bench;
