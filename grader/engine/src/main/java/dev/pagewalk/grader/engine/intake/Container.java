package dev.pagewalk.grader.engine.intake;

import java.io.IOException;
import java.io.InputStream;

/** Something with files in it: a directory or an archive. */
interface Container {

    /** Shows every entry to the visitor, in any order. */
    void visit(Visitor visitor) throws IOException, IntakeProblem;

    /** What an entry is. */
    enum EntryKind {
        FILE,
        DIRECTORY,
        /** A link, device, pipe, socket or encrypted file. */
        OTHER
    }

    /** Looks at entries. */
    interface Visitor {

        /**
         * One of them.
         *
         * @param path with slashes, relative to the container
         * @param contents to be opened at most once, before the visitor returns
         */
        void entry(String path, EntryKind kind, Contents contents) throws IOException, IntakeProblem;
    }

    /** Opens an entry. */
    @FunctionalInterface
    interface Contents {
        InputStream open() throws IOException;
    }
}
