package dev.pagewalk.grader.worker.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;

/** Writes the body of a frame: numbers big-endian, byte strings and collections with their length before them. */
final class Packer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Packer number(long value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    Packer bytes(byte[] value) {
        number(value.length);
        out.writeBytes(value);
        return this;
    }

    Packer text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    <T> Packer list(Collection<T> items, BiConsumer<Packer, T> each) {
        number(items.size());
        items.forEach(item -> each.accept(this, item));
        return this;
    }

    <V> Packer map(Map<String, V> items, BiConsumer<Packer, V> each) {
        return list(items.entrySet(), (p, item) -> each.accept(p.text(item.getKey()), item.getValue()));
    }

    byte[] done() {
        return out.toByteArray();
    }
}
