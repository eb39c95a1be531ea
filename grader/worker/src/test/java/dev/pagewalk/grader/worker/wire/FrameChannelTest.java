package dev.pagewalk.grader.worker.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pagewalk.grader.api.Evidence;
import dev.pagewalk.grader.api.Evidence.Cost;
import dev.pagewalk.grader.api.Evidence.Fact;
import dev.pagewalk.grader.api.Evidence.Moment;
import dev.pagewalk.grader.api.Evidence.Thing;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.worker.wire.FrameChannel.Side;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameChannelTest {
    private static final byte[] KEY = new byte[FrameChannel.KEY_BYTES];
    private static final int MAC_BYTES = 32;

    private final Wire wire = new Wire();
    private final FrameChannel worker = new FrameChannel(wire, KEY, Side.WORKER);
    private final FrameChannel grader = new FrameChannel(wire, KEY, Side.GRADER);

    @Test
    void frames_arrive_as_they_were_sent_and_in_order() throws IOException {
        worker.send(Frame.of(Frame.Kind.READY));
        worker.send(new Frame(Frame.Kind.RESULT, new byte[] {1, 2, 3}));

        assertEquals(Frame.Kind.READY, grader.receive().kind());
        assertArrayEquals(new byte[] {1, 2, 3}, grader.receive().body());
    }

    @Test
    void the_end_of_the_channel_is_no_tampering() {
        assertThrows(EOFException.class, grader::receive);
    }

    @Test
    void every_changed_bit_is_noticed() throws IOException {
        worker.send(new Frame(Frame.Kind.RESULT, new byte[] {1, 2, 3}));
        byte[] sent = wire.taken();

        for (int bit = Integer.SIZE; bit < sent.length * 8; bit++) {
            byte[] changed = sent.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            wire.put(changed);
            assertThrows(TamperException.class, new FrameChannel(wire, KEY, Side.GRADER)::receive, "bit " + bit);
            wire.taken();
        }
    }

    @Test
    void a_frame_that_is_sent_again_is_noticed() throws IOException {
        worker.send(Frame.of(Frame.Kind.READY));
        byte[] sent = wire.taken();
        wire.put(sent);
        wire.put(sent);
        grader.receive();

        assertThrows(TamperException.class, grader::receive);
    }

    @Test
    void a_frame_that_is_left_out_is_noticed() throws IOException {
        worker.send(Frame.of(Frame.Kind.READY));
        wire.taken();
        worker.send(Frame.of(Frame.Kind.READY));

        assertThrows(TamperException.class, grader::receive);
    }

    @Test
    void a_frame_that_comes_back_to_its_author_is_noticed() throws IOException {
        grader.send(Frame.of(Frame.Kind.CHECK));

        assertThrows(TamperException.class, grader::receive);
    }

    @Test
    void a_length_that_cannot_be_is_noticed_before_anything_is_read() {
        for (int length : new int[] {-1, Integer.MIN_VALUE, FrameChannel.MAX_BODY + 1, Integer.MAX_VALUE}) {
            wire.put(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
            assertThrows(TamperException.class, new FrameChannel(wire, KEY, Side.GRADER)::receive);
        }
    }

    @Test
    void a_body_over_the_limit_is_not_sent() {
        Frame huge = new Frame(Frame.Kind.COMPILED, new byte[FrameChannel.MAX_BODY + 1]);

        assertThrows(IllegalArgumentException.class, () -> worker.send(huge));
    }

    @Test
    void what_is_packed_is_unpacked() throws IOException {
        Job job = new Job(List.of(new Job.Entry("a", "b", "c", "ü\n")), Map.of("X", new byte[] {9}), "n", -1);
        Thing thing = new Thing("TABLE", "table 0x5", List.of(new Fact("refcount", "2")), List.of("page 0x6"));
        Moment moment = new Moment(0, 1, "load", "table 0x5", "= 2", "K.java:3", List.of(thing), List.of("page 0x7"));
        Evidence evidence = new Evidence(List.of("CPU 0", "CPU 1"), List.of(moment), List.of(new Cost("LOCK", 3, 1, 1)));
        Answer answer = new Answer(7, new Outcome(Verdict.FAIL, "i", "e", "a", "h", "r", evidence), 3, Map.of());

        Job unpacked = Job.from(job.frame());

        assertEquals(job.katas(), unpacked.katas());
        assertArrayEquals(new byte[] {9}, unpacked.classes().get("X"));
        assertEquals(-1, unpacked.seed());
        assertEquals(answer, Answer.from(answer.frame()));
    }

    @Test
    void every_shortened_or_lengthened_body_is_tampering() {
        byte[] body = new Answer(7, Outcome.PASS, 3, Map.of()).frame().body();

        for (int length = 0; length <= body.length + MAC_BYTES; length++) {
            Frame cut = new Frame(Frame.Kind.RESULT, Arrays.copyOf(body, length));
            if (length != body.length) {
                assertThrows(TamperException.class, () -> Answer.from(cut), "length " + length);
            }
        }
    }

    /** What one end writes, the other reads. */
    private static final class Wire implements ByteChannel {
        private byte[] bytes = {};

        void put(byte[] more) {
            byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
            System.arraycopy(more, 0, all, bytes.length, more.length);
            bytes = all;
        }

        byte[] taken() {
            byte[] all = bytes;
            bytes = new byte[0];
            return all;
        }

        @Override
        public int read(ByteBuffer to) {
            int length = Math.min(to.remaining(), bytes.length);
            to.put(bytes, 0, length);
            bytes = Arrays.copyOfRange(bytes, length, bytes.length);
            return length == 0 ? -1 : length;
        }

        @Override
        public int write(ByteBuffer from) {
            byte[] more = new byte[from.remaining()];
            from.get(more);
            put(more);
            return more.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
