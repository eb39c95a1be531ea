/**
 * The child process. It does what the grader asks over its channel, and nothing else: compile sources, or run checks
 * against class files. It decides nothing: which checks there are, how long they may take and what they are worth is
 * the grader's business, and what a submission prints is of no consequence.
 *
 * <p>A process that compiles loads no class of a submission; a process that runs sees none of its files.
 */
package dev.pagewalk.grader.worker;
