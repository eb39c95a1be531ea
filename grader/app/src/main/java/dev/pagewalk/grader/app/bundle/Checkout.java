package dev.pagewalk.grader.app.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** What git keeps of a directory. */
public final class Checkout {
    private static final int OWNER_MAY_START = 0100;

    private final Path root;

    /** @param root the directory with {@code katas} and {@code solutions} in it */
    public Checkout(Path root) {
        this.root = root;
    }

    /** The newest commit, for example {@code 170e3d8}. */
    public String commit() throws BundleProblem {
        return words("rev-parse", "--short", "HEAD").trim();
    }

    /** When it was made. */
    public Instant time() throws BundleProblem {
        return Instant.ofEpochSecond(Long.parseLong(words("log", "-1", "--format=%ct").trim()));
    }

    /** Files of some paths that are not what the newest commit says. */
    public List<String> dirty(String... paths) throws BundleProblem {
        List<String> command = new ArrayList<>(List.of("status", "--porcelain", "--"));
        command.addAll(List.of(paths));
        return words(command.toArray(String[]::new)).lines().map(line -> line.substring(3)).toList();
    }

    /** All files of the newest commit. */
    public Tree files() throws BundleProblem {
        SortedMap<String, Blob> files = new TreeMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(git("archive", "--format=tar", "HEAD")))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isSymbolicLink() && entry.getName().startsWith("katas/")) {
                    throw new BundleProblem(entry.getName() + " is a link: a bundle must unpack everywhere, commit a file in its place.");
                }
                if (entry.isFile()) {
                    files.put(entry.getName(), new Blob(tar.readAllBytes(), (entry.getMode() & OWNER_MAY_START) != 0));
                }
            }
        } catch (IOException e) {
            throw new BundleProblem("What git archive says cannot be read: " + e.getMessage());
        }
        return new Tree(files);
    }

    private String words(String... arguments) throws BundleProblem {
        return new String(git(arguments), StandardCharsets.UTF_8);
    }

    private byte[] git(String... arguments) throws BundleProblem {
        List<String> command = new ArrayList<>(List.of("git", "-C", root.toString(), "-c", "core.quotePath=false"));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command).start();
            git.getOutputStream().close();
            byte[] out = git.getInputStream().readAllBytes();
            String err = new String(git.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (git.waitFor() != 0) {
                throw new BundleProblem(refusal(err));
            }
            return out;
        } catch (IOException e) {
            throw new BundleProblem("git cannot be started: install git, a bundle is cut from what it keeps.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BundleProblem("Interrupted.");
        }
    }

    private String refusal(String err) {
        String why = err.lines().filter(line -> !line.isBlank()).findFirst().orElse("no reason given").replaceFirst("^fatal: ", "");
        if (why.startsWith("not a git repository")) {
            return root + " is not in a git checkout: a bundle is cut from what git keeps, so clone the repository and run it there.";
        }
        if (why.contains("HEAD") || why.contains("single revision")) {
            return "Nothing is committed in " + root + " yet: a bundle is cut from the newest commit.";
        }
        return "git refuses: " + why;
    }
}
