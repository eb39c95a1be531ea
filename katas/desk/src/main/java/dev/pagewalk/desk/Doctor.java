package dev.pagewalk.desk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Looks at what the katas need, and says what repairs each thing that is missing. */
final class Doctor {
    private static final int JAVA = 17;
    private static final int[] MAVEN = {3, 8, 7};
    private static final Pattern MAVEN_VERSION = Pattern.compile("Apache Maven (\\d+)\\.(\\d+)\\.(\\d+)");
    private static final Pattern MAVENS_JAVA = Pattern.compile("Java version: (\\d+)");

    private final Path home;
    private final Shell shell;

    Doctor(Path home, Shell shell) {
        this.home = home;
        this.shell = shell;
    }

    /**
     * What was found out about one thing.
     *
     * @param repair what to do; empty if it is well
     */
    record Finding(String what, String repair) {
        boolean isWell() {
            return repair.isEmpty();
        }
    }

    /** The things to look at, in order; each is looked at when it is asked for, because some take seconds. */
    List<Supplier<Finding>> examinations() {
        return List.of(this::java, this::compiler, this::encoding, this::folder, this::exercises, this::maven, this::mavensJava, this::repository);
    }

    private Finding java() {
        String what = "Java " + System.getProperty("java.version") + " at " + System.getProperty("java.home");
        return new Finding(what, Runtime.version().feature() >= JAVA ? "" : "install a JDK " + JAVA + " or newer, and set JAVA_HOME to it");
    }

    private Finding compiler() {
        return ToolProvider.getSystemJavaCompiler() == null
                ? new Finding("no compiler in this Java: it is a JRE", "install a JDK " + JAVA + " or newer, not only a JRE, and set JAVA_HOME to it")
                : new Finding("it has a compiler", "");
    }

    /** Not an illness: everything is said in ASCII where there is nothing else. */
    private Finding encoding() {
        boolean unicode = Ink.charset().equals(StandardCharsets.UTF_8);
        return new Finding("this terminal writes " + Ink.charset() + (unicode ? "" : ": texts are shown in ASCII (on Windows 'chcp 65001', elsewhere LANG=C.UTF-8 changes that)"), "");
    }

    private Finding folder() {
        try {
            Path probe = Files.createTempFile(Files.createDirectories(home.resolve(".kata")), "probe", "");
            Files.delete(probe);
            return new Finding("the folder " + home + " can be written to", "");
        } catch (IOException e) {
            return new Finding("the folder " + home + " cannot be written to", "unpack the bundle in a folder of your own, for example in your home folder");
        }
    }

    private Finding exercises() {
        List<String> gone = new ArrayList<>();
        for (Kata kata : Kata.ALL) {
            if (!Files.isRegularFile(kata.source(home))) {
                gone.add(kata.id());
            }
        }
        return gone.isEmpty()
                ? new Finding("the files of all katas are there", "")
                : new Finding("no file for " + String.join(", ", gone), "./kata reset " + gone.get(0) + " puts it back as it came");
    }

    private Finding maven() {
        String said = shell.run(home, "mvn", "-v");
        Matcher version = MAVEN_VERSION.matcher(said);
        String needed = MAVEN[0] + "." + MAVEN[1] + "." + MAVEN[2];
        if (!version.find()) {
            return new Finding("no Maven on the PATH", "install Maven " + needed + " or newer: 'mvn -v' must answer");
        }
        for (int i = 0; i < MAVEN.length; i++) {
            int part = Integer.parseInt(version.group(i + 1));
            if (part < MAVEN[i]) {
                return new Finding(version.group() + " is too old", "install Maven " + needed + " or newer");
            }
            if (part > MAVEN[i]) {
                break;
            }
        }
        return new Finding(version.group(), "");
    }

    private Finding mavensJava() {
        Matcher version = MAVENS_JAVA.matcher(shell.run(home, "mvn", "-v"));
        if (!version.find()) {
            return new Finding("which Java Maven uses is not known", "see above: Maven");
        }
        boolean old = Integer.parseInt(version.group(1)) < JAVA;
        return new Finding("Maven runs on Java " + version.group(1), old ? "set JAVA_HOME to a JDK " + JAVA + " or newer: Maven looks there" : "");
    }

    /** Whether Maven can fetch something that it does not have, with its own settings: an empty repository has nothing. */
    private Finding repository() {
        Path empty = home.resolve(".kata/probe");
        String said = shell.run(home, "mvn", "-q", "-B", "-N", "-Dmaven.repo.local=" + empty, "validate");
        deleteAll(empty);
        return said.isBlank() || !said.toLowerCase(Locale.ROOT).contains("error")
                ? new Finding("Maven reaches its repository", "")
                : new Finding("Maven does not reach its repository", "the first build needs the network: look at the proxy and mirror in Maven's settings.xml, and run 'mvn -N validate'");
    }

    private static void deleteAll(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException leftOver) {
            // a few small files in a folder of the desk's own
        }
    }
}
