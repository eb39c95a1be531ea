package dev.pagewalk.grader.engine.policy;

import dev.pagewalk.grader.engine.policy.Use.Kind;
import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/** Every member that a class file can name at all, wherever it uses it: what the instructions show is a part of this. */
final class ConstantPool {
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;

    /** A constant that is computed: the Java compiler makes none. */
    private static final int DYNAMIC = 17;

    private final ClassReader reader;
    private final char[] buffer;

    ConstantPool(ClassReader reader) {
        this.reader = reader;
        this.buffer = new char[reader.getMaxStringLength()];
    }

    /** The members. */
    Set<Use> members() {
        Set<Use> members = new LinkedHashSet<>();
        for (int item = 1; item < reader.getItemCount(); item++) {
            int offset = reader.getItem(item);
            if (offset > 0 && isMember(tag(offset))) {
                members.add(member(offset));
            }
        }
        return members;
    }

    /** Whether there is a computed constant. */
    boolean hasDynamic() {
        for (int item = 1; item < reader.getItemCount(); item++) {
            int offset = reader.getItem(item);
            if (offset > 0 && tag(offset) == DYNAMIC) {
                return true;
            }
        }
        return false;
    }

    private int tag(int offset) {
        return reader.readByte(offset - 1);
    }

    private static boolean isMember(int tag) {
        return tag == FIELD || tag == METHOD || tag == INTERFACE_METHOD;
    }

    private Use member(int offset) {
        int nameAndType = reader.getItem(reader.readUnsignedShort(offset + 2));
        return new Use(
                reader.readClass(offset, buffer),
                reader.readUTF8(nameAndType, buffer),
                reader.readUTF8(nameAndType + 2, buffer),
                tag(offset) == FIELD ? Kind.FIELD : Kind.METHOD);
    }
}
