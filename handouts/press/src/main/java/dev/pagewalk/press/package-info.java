/** Makes a site and two books of the handouts. */
package dev.pagewalk.press;
