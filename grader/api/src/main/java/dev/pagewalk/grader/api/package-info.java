/** What engine, worker and checks share: how a check is declared, what it is given, what it says when it fails. */
package dev.pagewalk.grader.api;
