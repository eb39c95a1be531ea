package dev.pagewalk.grader.worker.wire;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends and receives frames that nobody without the key can write, repeat, drop or reorder.
 * <pre>
 *   | length 4 | number 8 | kind 1 | body (length bytes) | HMAC-SHA-256 32 |
 * </pre>
 * The code covers the sender's side and everything before it; each side numbers its frames from 0.
 * Not safe for use by several threads.
 */
public final class FrameChannel implements Closeable {
    /** Bytes of a key. */
    public static final int KEY_BYTES = 32;

    /** The longest body that is sent or accepted, in bytes. */
    public static final int MAX_BODY = 16 << 20;

    private static final int HEADER = Integer.BYTES + Long.BYTES + 1;
    private static final int MAC_BYTES = 32;
    private static final Frame.Kind[] KINDS = Frame.Kind.values();

    /** Who sends: part of the code, so that a frame cannot be sent back to its author. */
    public enum Side {
        GRADER,
        WORKER
    }

    private final ByteChannel channel;
    private final Mac mac;
    private final Side mine;
    private long sent;
    private long received;

    /**
     * @param channel blocking
     * @param key {@link #KEY_BYTES} random bytes that both sides know
     * @param mine the side that this object sends for
     */
    public FrameChannel(ByteChannel channel, byte[] key, Side mine) {
        this.channel = channel;
        this.mine = mine;
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    public void send(Frame frame) throws IOException {
        byte[] body = frame.body();
        if (body.length > MAX_BODY) {
            throw new IllegalArgumentException("a frame of " + body.length + " bytes is over the limit of " + MAX_BODY);
        }
        ByteBuffer out = ByteBuffer.allocate(HEADER + body.length + MAC_BYTES);
        out.putInt(body.length).putLong(sent++).put((byte) frame.kind().ordinal()).put(body);
        out.put(code(mine, out.array(), HEADER + body.length)).flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /**
     * Waits for the next frame.
     *
     * @throws EOFException if the other side has closed or died
     * @throws TamperException if what arrives is not the next frame of the other side
     */
    public Frame receive() throws IOException {
        int length = read(channel, Integer.BYTES).getInt();
        if (length < 0 || length > MAX_BODY) {
            throw new TamperException("a frame claims " + length + " bytes");
        }
        ByteBuffer rest = read(channel, HEADER - Integer.BYTES + length + MAC_BYTES);
        ByteBuffer whole = ByteBuffer.allocate(HEADER + length + MAC_BYTES).putInt(length).put(rest);
        return open(whole.array(), length);
    }

    private Frame open(byte[] bytes, int length) throws TamperException {
        ByteBuffer whole = ByteBuffer.wrap(bytes);
        byte[] code = new byte[MAC_BYTES];
        whole.get(HEADER + length, code);
        if (!MessageDigest.isEqual(code, code(other(), bytes, HEADER + length))) {
            throw new TamperException("a frame is not authentic");
        }
        if (whole.getLong(Integer.BYTES) != received++) {
            throw new TamperException("a frame is out of order");
        }
        byte[] body = new byte[length];
        whole.get(HEADER, body);
        return new Frame(kind(whole.get(HEADER - 1)), body);
    }

    private static Frame.Kind kind(byte ordinal) throws TamperException {
        if (ordinal < 0 || ordinal >= KINDS.length) {
            throw new TamperException("a frame is of no known kind: " + ordinal);
        }
        return KINDS[ordinal];
    }

    private byte[] code(Side sender, byte[] bytes, int length) {
        mac.update((byte) sender.ordinal());
        mac.update(bytes, 0, length);
        return mac.doFinal();
    }

    private Side other() {
        return mine == Side.GRADER ? Side.WORKER : Side.GRADER;
    }

    /** Reads exactly so many bytes. */
    public static ByteBuffer read(ByteChannel channel, int bytes) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(bytes);
        while (in.hasRemaining()) {
            if (channel.read(in) < 0) {
                throw new EOFException("the other side has closed the channel");
            }
        }
        return in.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
