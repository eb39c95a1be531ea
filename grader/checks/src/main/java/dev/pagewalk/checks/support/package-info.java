/** What checks of several katas share: telling what was expected, keeping a history, reading sources. */
package dev.pagewalk.checks.support;
