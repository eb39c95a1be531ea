/** From a hand-in to an outcome per check: compile, policy, and the checks themselves, each in a worker. */
package dev.pagewalk.grader.engine.run;
