package dev.pagewalk.grader.engine.process;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Where one worker comes in: a socket in a private directory that admits once and is then removed. */
final class Doorway implements AutoCloseable {
    private final Path socket;
    private final ServerSocketChannel server;

    Doorway(Path socket) throws IOException {
        this.socket = socket;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket), 1);
        admitOtherUsers();
    }

    /** The worker may be another user: the directory keeps everybody else out. */
    private void admitOtherUsers() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(socket, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rw-rw-rw-"));
        }
    }

    /** Waits for the process to come in, to end, or to use up its time. */
    SocketChannel admit(Process process, Budget budget) throws IOException {
        CompletableFuture<?> nobodyComes = process.onExit()
                .<Object>thenApply(ended -> ended)
                .completeOnTimeout(process, budget.wall().toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(this::closeQuietly);
        try {
            return server.accept();
        } catch (IOException e) {
            throw new IOException("the worker did not come up", e);
        } finally {
            nobodyComes.cancel(false);
        }
    }

    private void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            // nobody waits at it any more
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }
}
