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

/**
 * What all pages share: one file that needs no other, with a policy under which a browser runs no script, loads
 * nothing, and applies this one style sheet.
 *
 * @param title of the page
 * @param css its style sheet
 */
public record Page(String title, String css) {
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(ContentType.Html);

    public static Page titled(String title) {
        try (InputStream css = Page.class.getResourceAsStream("page.css")) {
            return new Page(title, new String(css.readAllBytes(), StandardCharsets.UTF_8));
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
        return "default-src 'none'; style-src 'sha256-" + hash() + "'; base-uri 'none'; form-action 'none'";
    }

    private String hash() {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
