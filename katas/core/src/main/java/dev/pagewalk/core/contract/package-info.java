/**
 * One interface per kata: its Javadoc is the specification that stub, tests and checks are measured by.
 *
 * <p>Every contract says what a method does, its parameters, its result, what is locked, and what happens to each
 * count. Names and parameter lists are those of the patches; {@link dev.pagewalk.core.contract.Ref} cites them.
 */
package dev.pagewalk.core.contract;
