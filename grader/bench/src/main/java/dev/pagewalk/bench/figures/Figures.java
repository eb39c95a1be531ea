package dev.pagewalk.bench.figures;

import dev.pagewalk.bench.explorer.WalkExplorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measures all figures, and writes each as CSV and SVG; and writes the page that explores walks. */
public final class Figures {
    static final List<Figure> ALL = List.of(new LineTransfers(), new ReclaimedTables(), new DirectMapSplits());

    private Figures() {}

    /**
     * Measures and writes.
     *
     * @param args the folder to write to
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("figures: say which folder to write to");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(args[0]));
        for (Figure figure : ALL) {
            Figure.Plot plot = figure.measure();
            Files.writeString(folder.resolve(figure.name() + ".csv"), PlotText.csv(plot));
            Files.writeString(folder.resolve(figure.name() + ".svg"), PlotSvg.of(plot));
            System.out.println(figure.name() + ": " + plot.title());
        }
        Files.writeString(folder.resolve(WalkExplorer.FILE), WalkExplorer.page());
        System.out.println(WalkExplorer.FILE + ": a page on which a reader makes page walks");
    }
}
