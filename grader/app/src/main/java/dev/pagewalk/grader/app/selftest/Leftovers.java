package dev.pagewalk.grader.app.selftest;

import dev.pagewalk.grader.engine.process.ProcessStarter;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers what was started where, and finds what is still there. */
final class Leftovers implements ProcessStarter {
    private final Queue<File> directories = new ConcurrentLinkedQueue<>();
    private final Queue<Process> processes = new ConcurrentLinkedQueue<>();

    @Override
    public Process start(ProcessBuilder command) throws IOException {
        if (command.directory() != null) {
            directories.add(command.directory());
        }
        Process process = command.start();
        processes.add(process);
        return process;
    }

    /** A sentence for each process, directory or socket that outlived the grader. */
    List<String> left() {
        List<String> left = new ArrayList<>();
        processes.stream().filter(Process::isAlive).forEach(each -> left.add("process " + each.pid() + " is still there"));
        ProcessHandle.current().descendants().forEach(each -> left.add("process " + each.pid() + " was left behind"));
        directories.stream().filter(File::exists).forEach(each -> left.add(each + " was left behind"));
        return left;
    }
}
