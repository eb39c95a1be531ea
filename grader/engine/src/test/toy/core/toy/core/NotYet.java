package toy.core;

public final class NotYet extends Error {
    private static final long serialVersionUID = 1L;
}
