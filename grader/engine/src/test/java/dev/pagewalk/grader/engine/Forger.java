package dev.pagewalk.grader.engine;

import dev.pagewalk.grader.worker.wire.Answer;
import dev.pagewalk.grader.worker.wire.CheckCall;
import dev.pagewalk.grader.worker.wire.Frame;
import dev.pagewalk.grader.worker.wire.FrameChannel;
import dev.pagewalk.grader.worker.wire.Outcome;
import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.Map;

/** A worker that was taken over: it says PASS to everything, in one of several wrong ways. */
final class Forger {
    private final SocketChannel socket;
    private final FrameChannel channel;

    private Forger(SocketChannel socket) throws IOException {
        this.socket = socket;
        byte[] key = FrameChannel.read(socket, FrameChannel.KEY_BYTES).array();
        channel = new FrameChannel(socket, key, FrameChannel.Side.WORKER);
    }

    public static void main(String[] args) throws IOException {
        Forger forger = new Forger(SocketChannel.open(UnixDomainSocketAddress.of(args[1])));
        forger.channel.send(Frame.of(Frame.Kind.READY));
        forger.channel.receive();
        forger.answer(args[0], CheckCall.from(forger.channel.receive()).ordinal());
        forger.channel.receive();
    }

    private void answer(String how, long ordinal) throws IOException {
        Frame pass = new Answer(ordinal, Outcome.PASS, 0, Map.of()).frame();
        switch (how) {
            case "without-the-key" -> socket.write(ByteBuffer.allocate(100));
            case "negative-length" -> socket.write(ByteBuffer.allocate(100).putInt(-1).rewind());
            case "huge-length" -> socket.write(ByteBuffer.allocate(100).putInt(Integer.MAX_VALUE).rewind());
            case "without-start" -> channel.send(pass);
            case "malformed" -> channel.send(new Frame(Frame.Kind.STARTED, new byte[3]));
            case "other-check" -> {
                channel.send(Answer.started(ordinal));
                channel.send(new Answer(ordinal + 1, Outcome.PASS, 0, Map.of()).frame());
            }
            default -> throw new IllegalArgumentException(how);
        }
    }

    /** A grader whose workers that run submissions are all of the kind that is asked for when they start. */
    static Grader grader(Supplier<String> how) throws IOException {
        return Toy.grader(builder -> {
            List<String> command = builder.command();
            return command.contains("--limit-modules")
                    ? builder.command(forged(how.get(), command)).start()
                    : builder.start();
        });
    }

    private static List<String> forged(String how, List<String> command) {
        String socket = command.get(command.size() - 1);
        String classPath = System.getProperty("java.class.path");
        return new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", absolute(classPath), Forger.class.getName(), how, socket));
    }

    private static String absolute(String classPath) {
        return String.join(
                File.pathSeparator,
                List.of(classPath.split(File.pathSeparator)).stream()
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }
}
