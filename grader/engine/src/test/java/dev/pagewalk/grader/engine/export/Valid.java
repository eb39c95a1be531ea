package dev.pagewalk.grader.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** What a platform takes: by schema where a format has one, by grammar where it has none. */
final class Valid {
    private static final Set<Formats> JSON = Set.of(Formats.GRADESCOPE, Formats.PRAIRIELEARN, Formats.GITHUB_CLASSROOM, Formats.GITHUB_CHECK, Formats.GITLAB, Formats.SARIF);
    private static final Map<Formats, JsonSchema> SCHEMAS = new EnumMap<>(Formats.class);
    private static final Pattern COMMAND = Pattern.compile(
            "::(error|warning|notice) (file=[^,:]+(,line=[1-9]\\d*,endLine=[1-9]\\d*)?,)?title=[^,:]*::[^%]*+(%(25|0A|0D)[^%]*+)*+");

    private Valid() {}

    static void verify(Formats format, byte[] file) throws IOException, SAXException {
        String text = new String(file, StandardCharsets.UTF_8);
        if (JSON.contains(format)) {
            verifyJson(format, json(format, text));
        } else if (format == Formats.JUNIT) {
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(StoredClass.RESOURCES.resolve("schema/junit.xsd").toFile())
                    .newValidator()
                    .validate(new StreamSource(new ByteArrayInputStream(file)));
        } else if (format == Formats.GITHUB || format == Formats.GITHUB_NOTICES) {
            text.lines().forEach(line -> assertTrue(COMMAND.matcher(line).matches(), line));
        } else if (format == Formats.GITHUB_OUTPUT) {
            assertTrue(text.matches("score=[\\d.]*\nmax=[\\d.]+\npassed=(true|false)\nverdict=[A-Z_]+\n"), text);
        } else if (format != Formats.GITHUB_SUMMARY && format != Formats.TEXT) {
            Sheet table = readable(format, file);
            for (int line = 1; line < table.size(); line++) {
                assertEquals("", table.get(line, table.header().size()), "no more cells than columns");
            }
        }
    }

    private static Sheet readable(Formats format, byte[] file) throws IOException {
        try {
            return Sheet.read(format.file(), file);
        } catch (ExportProblem e) {
            throw new IOException(e);
        }
    }

    static String json(Formats format, String text) {
        return format == Formats.GITHUB_CLASSROOM
                ? new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8)
                : text;
    }

    private static void verifyJson(Formats format, String json) throws IOException {
        JsonSchema schema = SCHEMAS.get(format);
        if (schema == null) {
            String text = Files.readString(StoredClass.RESOURCES.resolve("schema/" + format.word() + ".json"));
            schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text, InputFormat.JSON);
            SCHEMAS.put(format, schema);
        }
        assertEquals(Set.of(), schema.validate(json, InputFormat.JSON));
    }
}
