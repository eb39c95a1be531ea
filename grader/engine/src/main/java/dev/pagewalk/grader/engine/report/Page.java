package dev.pagewalk.grader.engine.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/**
 * What all pages share: one file that needs no other, with a policy under which a browser loads nothing, and knows
 * this one style sheet and this one script, if there is one, by their hashes.
 *
 * @param title of the page
 * @param css its style sheet
 * @param script that it runs, or empty
 */
public record Page(String title, String css, String script) {
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(ContentType.Html);

    /** A page with the style sheet of all pages, and without a script. */
    public static Page titled(String title) {
        return new Page(title, resource("page.css"), "");
    }

    /** The same, with a style sheet of its own besides: a file beside this class. */
    public Page styled(String file) {
        return new Page(title, css + resource(file), script);
    }

    /** The same, with a script: a file beside this class. */
    public Page scripted(String file) {
        return new Page(title, css, script + resource(file));
    }

    private static String resource(String file) {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] render(String template, Map<String, Object> values) {
        StringOutput html = new StringOutput();
        TEMPLATES.render(template, values, html);
        return html.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The content security policy. */
    public String policy() {
        String scripts = script.isEmpty() ? "" : "script-src 'sha256-" + hash(script) + "'; ";
        return "default-src 'none'; " + scripts + "style-src 'sha256-" + hash(css) + "'; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
