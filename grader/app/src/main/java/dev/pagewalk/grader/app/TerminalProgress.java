package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.Progress;
import dev.pagewalk.grader.engine.report.Row;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how a batch goes on: a bar on a terminal, a line per submission elsewhere. */
interface TerminalProgress extends Progress, AutoCloseable {
    int WIDTH = 79;

    @Override
    void close();

    /**
     * What fits where the output goes.
     *
     * @param total number of submissions
     */
    @SuppressWarnings("SystemConsoleNull") // the launcher asks for the console of java.base: null where there is no terminal
    static TerminalProgress of(PrintWriter out, int total) {
        return System.console() == null || System.getenv("TERM") == null ? new Lines(out, total) : new Bar(total);
    }

    /** For a log. */
    final class Lines implements TerminalProgress {
        private final PrintWriter out;
        private final int total;
        private int done;

        Lines(PrintWriter out, int total) {
            this.out = out;
            this.total = total;
        }

        @Override
        public void graded(Row row) {
            out.printf("[%d/%d] %s %s %d/%d%n", ++done, total, row.id(), row.verdict(), row.score(), row.max());
        }

        @Override
        public void close() {
            out.flush();
        }
    }

    /** For people. */
    final class Bar implements TerminalProgress {
        private final ProgressBar bar;

        Bar(int total) {
            bar = new ProgressBarBuilder()
                    .setTaskName("Grading")
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setMaxRenderedLength(WIDTH)
                    .build();
        }

        @Override
        public void graded(Row row) {
            bar.step();
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
