/** What an instructor wants to know of a class, in one page: a function of the files in a results directory. */
package dev.pagewalk.grader.engine.classpage;
