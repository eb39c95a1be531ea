/** The command {@code pagewalk}: reads the command line, wires the engine to the checks, shows what comes out. */
package dev.pagewalk.grader.app;
