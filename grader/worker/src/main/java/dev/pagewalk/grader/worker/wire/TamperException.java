package dev.pagewalk.grader.worker.wire;

import java.io.IOException;

/** Something arrived on the channel that the other side did not write. */
public final class TamperException extends IOException {
    private static final long serialVersionUID = 1L;

    public TamperException(String message) {
        super(message);
    }
}
