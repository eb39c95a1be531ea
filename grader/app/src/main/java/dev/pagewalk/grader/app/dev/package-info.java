/** Tools for those who maintain the katas. */
package dev.pagewalk.grader.app.dev;
