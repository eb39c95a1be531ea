package dev.pagewalk.core.hw;

/** An exception that the processor raises, as a value. */
public sealed interface Fault permits PageFault, GeneralProtection {

    /** The error code that the processor pushes. */
    int errorCode();

    /** One line for people. */
    String text();
}
