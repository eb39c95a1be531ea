package dev.pagewalk.grader.engine.report;

import java.io.IOException;

/** Where results are kept. */
public interface FileStore {

    /**
     * Writes a whole file, or leaves what was there.
     *
     * @param path with slashes, relative to the store
     */
    void write(String path, byte[] contents) throws IOException;

    /** Removes a file of an earlier run, if there is one. */
    void remove(String path) throws IOException;
}
