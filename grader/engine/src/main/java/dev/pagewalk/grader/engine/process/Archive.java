package dev.pagewalk.grader.engine.process;

import java.nio.file.Path;

/** What a JVM writes when it ends, so that the next one starts with classes that are loaded already. */
enum Archive {
    /** Class data, written over the JDK's own archive. */
    CLASSES("classes.jsa", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),
    /** Classes loaded and linked, and what was learnt of their methods: JEP 483, 514 and 515. */
    AOT("classes.aot", "-XX:AOTCacheOutput=", "-XX:AOTCache=");

    private final String fileName;
    private final String written;
    private final String read;

    Archive(String fileName, String written, String read) {
        this.fileName = fileName;
        this.written = written;
        this.read = read;
    }

    /** The best that a JVM has. */
    static Archive of(JvmFlags jvm) {
        return jvm.has("AOTCacheOutput") ? AOT : CLASSES;
    }

    String fileName() {
        return fileName;
    }

    /** The option that has it written. */
    String written(Path file) {
        return written + file;
    }

    /** The option that has it used. */
    String read(Path file) {
        return read + file;
    }
}
