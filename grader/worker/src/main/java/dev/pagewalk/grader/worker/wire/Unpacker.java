package dev.pagewalk.grader.worker.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads what a {@link Packer} wrote, and trusts no length in it. */
final class Unpacker {
    private final ByteBuffer in;

    private Unpacker(byte[] body) {
        in = ByteBuffer.wrap(body);
    }

    /** Reads a whole body; whatever does not fit it is tampering. */
    static <T> T unpack(byte[] body, Function<Unpacker, T> read) throws TamperException {
        Unpacker unpacker = new Unpacker(body);
        T value;
        try {
            value = read.apply(unpacker);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new TamperException("the body of a frame is malformed");
        }
        if (unpacker.in.hasRemaining()) {
            throw new TamperException("the body of a frame is too long");
        }
        return value;
    }

    long number() {
        return in.getLong();
    }

    private int length() {
        long length = number();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("length " + length);
        }
        return (int) length;
    }

    byte[] bytes() {
        byte[] value = new byte[length()];
        in.get(value);
        return value;
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    <T> List<T> list(Function<Unpacker, T> each) {
        List<T> items = new ArrayList<>();
        for (int left = length(); left > 0; left--) {
            items.add(each.apply(this));
        }
        return items;
    }

    <V> Map<String, V> map(Function<Unpacker, V> each) {
        Map<String, V> items = new LinkedHashMap<>();
        for (int left = length(); left > 0; left--) {
            items.put(text(), each.apply(this));
        }
        return items;
    }
}
