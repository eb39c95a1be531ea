package dev.pagewalk.grader.engine.instrument;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Counts a step at the beginning of every basic block. Stack and frames stay as they are. */
final class Fuel {
    private static final String METER = "dev/pagewalk/grader/worker/meter/Meter";

    private Fuel() {}

    /** The class, with a counter in it. */
    static byte[] meter(byte[] code) {
        ClassNode node = new ClassNode();
        new ClassReader(code).accept(node, 0);
        node.methods.stream().filter(method -> method.instructions.size() > 0).forEach(Fuel::meter);
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        return writer.toByteArray();
    }

    private static void meter(MethodNode method) {
        Set<AbstractInsnNode> leaders = leaders(method);
        for (AbstractInsnNode leader : leaders) {
            method.instructions.insertBefore(leader, new MethodInsnNode(Opcodes.INVOKESTATIC, METER, "step", "()V"));
        }
    }

    /** The first real instruction of each block. */
    private static Set<AbstractInsnNode> leaders(MethodNode method) {
        InsnList code = method.instructions;
        Set<AbstractInsnNode> leaders = new HashSet<>();
        add(leaders, code.getFirst());
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            add(leaders, block.handler);
        }
        for (AbstractInsnNode each : code) {
            targets(each).forEach(target -> add(leaders, target));
            if (each instanceof JumpInsnNode) {
                add(leaders, each.getNext());
            }
        }
        return leaders;
    }

    private static Set<LabelNode> targets(AbstractInsnNode each) {
        Set<LabelNode> targets = new HashSet<>();
        if (each instanceof JumpInsnNode jump) {
            targets.add(jump.label);
        } else if (each instanceof TableSwitchInsnNode table) {
            targets.addAll(table.labels);
            targets.add(table.dflt);
        } else if (each instanceof LookupSwitchInsnNode lookup) {
            targets.addAll(lookup.labels);
            targets.add(lookup.dflt);
        }
        return targets;
    }

    private static void add(Set<AbstractInsnNode> leaders, AbstractInsnNode at) {
        AbstractInsnNode real = at;
        while (real != null && real.getOpcode() < 0) {
            real = real.getNext();
        }
        if (real != null) {
            leaders.add(real);
        }
    }
}
