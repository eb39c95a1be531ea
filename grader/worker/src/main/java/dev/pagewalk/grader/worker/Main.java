package dev.pagewalk.grader.worker;

import dev.pagewalk.grader.worker.wire.FrameChannel;
import dev.pagewalk.grader.worker.wire.FrameChannel.Side;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Starts a worker: {@code Main SOCKET}. */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws IOException {
        endWithTheGrader();
        try (FrameChannel grader = dial(Path.of(args[0]))) {
            new Session(grader).serve();
        }
        Runtime.getRuntime().halt(0);
    }

    /** The grader never writes to this process's input; the kernel closes it when the grader ends, however it ends. */
    private static void endWithTheGrader() {
        Thread leash = new Thread(Main::awaitItsEnd, "leash");
        leash.setDaemon(true);
        leash.start();
    }

    private static void awaitItsEnd() {
        try (InputStream input = new FileInputStream(FileDescriptor.in)) {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // as good as an end
        }
        Runtime.getRuntime().halt(0);
    }

    private static FrameChannel dial(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        byte[] key = FrameChannel.read(channel, FrameChannel.KEY_BYTES).array();
        return new FrameChannel(channel, key, Side.WORKER);
    }
}
