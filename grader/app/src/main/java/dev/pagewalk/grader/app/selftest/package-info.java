/** Tries the grader with submissions that want what they did not earn: does every layer hold by itself? */
package dev.pagewalk.grader.app.selftest;
