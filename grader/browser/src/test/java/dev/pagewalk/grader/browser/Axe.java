package dev.pagewalk.grader.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.chrome.ChromeDriver;

/** Asks axe-core what keeps people from using the page that is open, by light and by dark. */
final class Axe {
    private static final String SCRIPT = read();
    private static final String AUDIT = "const done = arguments[arguments.length - 1];"
            + "axe.run(document, {resultTypes: ['violations']}).then(found => done(found.violations.flatMap(rule => rule.nodes.map(node =>"
            + " rule.id + ': ' + rule.help + ': ' + node.target.join(' ') + ': ' + node.html.slice(0, 160)))), error => done([String(error)]));";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Axe() {}

    static void verify(ChromeDriver page) {
        page.manage().timeouts().scriptTimeout(PATIENCE);
        for (String scheme : List.of("light", "dark")) {
            page.executeCdpCommand(
                    "Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
            page.executeScript(SCRIPT);
            assertEquals(List.of(), page.executeAsyncScript(AUDIT), page.getTitle() + ", " + scheme);
        }
    }

    private static String read() {
        try (InputStream in = Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"), "axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
