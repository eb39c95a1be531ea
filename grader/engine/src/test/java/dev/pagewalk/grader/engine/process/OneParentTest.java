package dev.pagewalk.grader.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class OneParentTest {

    @Test
    void a_process_does_not_depend_on_the_thread_that_asks_for_it() throws Exception {
        Set<Thread> parents = ConcurrentHashMap.newKeySet();
        ProcessStarter starter = new OneParent(command -> {
            parents.add(Thread.currentThread());
            throw new IOException("enough was seen");
        });

        for (int i = 0; i < 3; i++) {
            Thread asking = new Thread(() -> assertThrows(IOException.class, () -> starter.start(new ProcessBuilder())));
            asking.start();
            asking.join();
        }

        assertEquals(1, parents.size());
        assertTrue(parents.iterator().next().isAlive());
    }

    @Test
    void why_a_process_does_not_start_is_passed_on() {
        ProcessStarter starter = new OneParent(command -> {
            throw new IOException("no more processes");
        });

        assertEquals("no more processes", assertThrows(IOException.class, () -> starter.start(new ProcessBuilder())).getMessage());
    }
}
