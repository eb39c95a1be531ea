/**
 * Scenes for tests and race scenarios: page tables put together by hand, in a state that the code under test then meets.
 * A set-up reads like a picture of memory.
 */
package dev.pagewalk.core.scene;
