/** The hidden checks of all katas: one package a kata, and what they share in {@code support}. */
package dev.pagewalk.checks;
