/** Cuts what students get out of the whole house, and makes sure that nothing else is in it. */
package dev.pagewalk.grader.app.bundle;
