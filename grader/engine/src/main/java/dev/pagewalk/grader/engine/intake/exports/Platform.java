package dev.pagewalk.grader.engine.intake.exports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A platform whose exports can be read. */
interface Platform {

    /** Whether these are the paths (with slashes) of files and directories of its export, at most three levels deep. */
    boolean knows(List<String> paths);

    /** The parts of an export, in the order of their names. */
    List<Exported> read(Path export, Staging staging) throws IOException;
}
