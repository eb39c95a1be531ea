package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.Progress;
import dev.pagewalk.grader.engine.report.Row;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how a batch goes on: a bar on a terminal, a line per submission elsewhere, JSON for programs. */
interface TerminalProgress extends Progress, AutoCloseable {
    int WIDTH = 79;

    /** How it is shown. */
    enum Style {
        AUTO,
        BAR,
        LINES,
        JSON,
        NONE
    }

    @Override
    void close();

    /**
     * What fits where the output goes.
     *
     * @param total number of submissions
     */
    static TerminalProgress of(PrintWriter out, int total) {
        return of(Style.AUTO, out, total);
    }

    /** As somebody wishes. */
    static TerminalProgress of(Style style, PrintWriter out, int total) {
        return switch (style) {
            case AUTO -> isTerminal() ? new Bar(total) : lines(out, total);
            case BAR -> new Bar(total);
            case LINES -> lines(out, total);
            case JSON -> new JsonProgress(out, new Eta(total, System::nanoTime));
            case NONE -> new Silence();
        };
    }

    @SuppressWarnings("SystemConsoleNull") // the launcher asks for the console of java.base: null where there is no terminal
    private static boolean isTerminal() {
        return System.console() != null && System.getenv("TERM") != null;
    }

    private static TerminalProgress lines(PrintWriter out, int total) {
        return new Lines(out, new Eta(total, System::nanoTime));
    }

    /** For a log. */
    final class Lines implements TerminalProgress {
        private final PrintWriter out;
        private final Eta eta;

        Lines(PrintWriter out, Eta eta) {
            this.out = out;
            this.eta = eta;
        }

        @Override
        public void graded(Row row) {
            eta.step();
            out.printf("[%d/%d] %s %s %d/%d%s%n",
                    eta.done(), eta.total(), row.id(), row.verdict(), row.score(), row.max(), eta.words());
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
                    .showSpeed()
                    .build();
        }

        @Override
        public void graded(Row row) {
            bar.step();
            bar.setExtraMessage(row.id());
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** For nobody. */
    final class Silence implements TerminalProgress {

        @Override
        public void graded(Row row) {
            // nobody looks
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
