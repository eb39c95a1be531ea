package dev.pagewalk.grader.engine.instrument;

import java.io.IOException;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ISourceFileCoverage;
import org.jacoco.core.data.ExecutionData;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.internal.data.CRC64;

/** Which lines of a submission the checks executed. */
public final class Coverage {
    private final Map<String, BitSet> marks = new TreeMap<>();

    /** Adds the marks of one more check. */
    public void add(Map<String, byte[]> taken) {
        taken.forEach((name, bits) -> {
            BitSet read = BitSet.valueOf(bits);
            BitSet sum = marks.computeIfAbsent(name, each -> new BitSet());
            sum.or(read);
        });
    }

    /**
     * Lines by source file: how many there are that can be executed, how many were, and the numbers of the others.
     *
     * @param classes of the submission, before they were instrumented
     */
    public Map<String, Object> lines(Map<String, byte[]> classes) {
        CoverageBuilder builder = new CoverageBuilder();
        try {
            Map<String, byte[]> metered = new TreeMap<>();
            classes.forEach((name, code) -> metered.put(name, Fuel.meter(code)));
            Analyzer analyzer = new Analyzer(data(metered), builder);
            for (Map.Entry<String, byte[]> each : metered.entrySet()) {
                analyzer.analyzeClass(each.getValue(), each.getKey());
            }
        } catch (IOException e) {
            return Map.of();
        }
        Map<String, Object> lines = new TreeMap<>();
        builder.getSourceFiles().forEach(file -> lines.put(file.getName(), lines(file)));
        return lines;
    }

    private ExecutionDataStore data(Map<String, byte[]> classes) {
        ExecutionDataStore store = new ExecutionDataStore();
        classes.forEach((name, code) -> {
            BitSet bits = marks.get(name.replace('.', '/'));
            if (bits != null && bits.length() > 1) {
                store.put(new ExecutionData(CRC64.classId(code), name.replace('.', '/'), probes(bits)));
            }
        });
        return store;
    }

    /** The highest bit stands for the number of probes. */
    private static boolean[] probes(BitSet bits) {
        boolean[] probes = new boolean[bits.length() - 1];
        bits.stream().filter(bit -> bit < probes.length).forEach(bit -> probes[bit] = true);
        return probes;
    }

    private static Map<String, Object> lines(ISourceFileCoverage file) {
        Map<String, Object> lines = new TreeMap<>();
        StringBuilder missed = new StringBuilder();
        for (int line = file.getFirstLine(); line <= file.getLastLine(); line++) {
            if (file.getLine(line).getStatus() == ICounter.NOT_COVERED) {
                missed.append(missed.isEmpty() ? "" : " ").append(line);
            }
        }
        lines.put("lines", file.getLineCounter().getTotalCount());
        lines.put("executed", file.getLineCounter().getCoveredCount());
        lines.put("missed", missed.toString());
        return lines;
    }
}
