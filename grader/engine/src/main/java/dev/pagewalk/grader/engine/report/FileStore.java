package dev.pagewalk.grader.engine.report;

import java.io.IOException;
import java.util.Optional;

/** Where results are kept. */
public interface FileStore {

    /**
     * Writes a whole file, or leaves what was there.
     *
     * @param path with slashes, relative to the store
     */
    void write(String path, byte[] contents) throws IOException;

    /**
     * Adds to the end of a file, which need not be there. A crash may leave the first part of the bytes.
     */
    void append(String path, byte[] bytes) throws IOException;

    /** A whole file, if it is there. */
    Optional<byte[]> read(String path) throws IOException;

    /** Removes a file of an earlier run, if there is one. */
    void remove(String path) throws IOException;
}
