/**
 * What a submission may use, judged from its class files: an explicit list, kept as reviewed text.
 *
 * <p>{@link dev.pagewalk.grader.engine.policy.Inspector} lists what a class file uses, {@link
 * dev.pagewalk.grader.engine.policy.ConstantPool} makes sure that nothing in the file was overlooked, {@link
 * dev.pagewalk.grader.engine.policy.Declarations} finds the class that declares it, and {@link
 * dev.pagewalk.grader.engine.policy.Policy} has the word. The form of the text stands there. Class files: The Java
 * Virtual Machine Specification, Java SE 17 edition, chapter "The class File Format".
 */
package dev.pagewalk.grader.engine.policy;
