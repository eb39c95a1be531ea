package dev.pagewalk.grader.engine.policy;

import org.objectweb.asm.Type;

/**
 * Something that a class file uses.
 *
 * @param owner internal name of the class
 * @param name of the field or method; empty for the class itself
 * @param descriptor of the field or method; empty for the class itself
 * @param kind how it is used
 */
record Use(String owner, String name, String descriptor, Kind kind) {
    enum Kind {
        CLASS,
        FIELD,
        METHOD,
        /** Makes the target of an {@code invokedynamic} or a constant. */
        BOOTSTRAP
    }

    static Use type(String internalName) {
        return new Use(internalName, "", "", Kind.CLASS);
    }

    /** Its element type, if it is an array: null stands for a primitive one. */
    boolean isPrimitiveArray() {
        return owner.startsWith("[") && element().getSort() != Type.OBJECT;
    }

    private Type element() {
        return Type.getObjectType(owner).getElementType();
    }

    /** The same of the elements, if it is an array. */
    Use ofElement() {
        return owner.startsWith("[") ? type(element().getInternalName()) : this;
    }

    boolean isMember() {
        return kind != Kind.CLASS;
    }
}
