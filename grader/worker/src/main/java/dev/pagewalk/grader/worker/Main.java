package dev.pagewalk.grader.worker;

import dev.pagewalk.grader.worker.wire.FrameChannel;
import dev.pagewalk.grader.worker.wire.FrameChannel.Side;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Starts a worker: {@code Main SOCKET}. */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws IOException {
        try (FrameChannel grader = dial(Path.of(args[0]))) {
            new Session(grader).serve();
        }
        Runtime.getRuntime().halt(0);
    }

    private static FrameChannel dial(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        byte[] key = FrameChannel.read(channel, FrameChannel.KEY_BYTES).array();
        return new FrameChannel(channel, key, Side.WORKER);
    }
}
