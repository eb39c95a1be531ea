package dev.pagewalk.grader.engine.policy;

import java.util.Set;

/**
 * One line of a policy.
 *
 * @param allows or refuses
 * @param type a class, or a package that ends with a dot
 * @param members names, or names with simple parameter types as in {@code run(int)}; none means all
 * @param instead what to use instead, a clause; empty where it allows
 */
record Rule(boolean allows, String type, Set<String> members, String instead) {
    private static final int MEMBER = 2;

    boolean covers(String className) {
        return type.endsWith(".") ? className.startsWith(type) : className.equals(type);
    }

    boolean covers(String className, String name, String signature) {
        return covers(className) && (members.isEmpty() || members.contains(name) || members.contains(signature));
    }

    /** The more a rule says, the more it weighs; of two that say as much, the one that refuses. */
    int weight() {
        int precision = type.endsWith(".") ? type.length() : type.length() + 1000;
        return (precision * MEMBER + (members.isEmpty() ? 0 : 1)) * 2 + (allows ? 0 : 1);
    }
}
