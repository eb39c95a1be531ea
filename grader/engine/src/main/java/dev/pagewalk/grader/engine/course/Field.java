package dev.pagewalk.grader.engine.course;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A value in a JSON file that knows where it stands, so that what is wrong with it can be said. */
final class Field {
    private final String file;
    private final int line;
    private final String path;
    private final Object value;

    private Field(String file, int line, String path, Object value) {
        this.file = file;
        this.line = line;
        this.path = path;
        this.value = value;
    }

    /** Reads a whole file. */
    static Field read(String file, String text) throws CourseProblem {
        JsonFactory factory = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        try (JsonParser parser = factory.createParser(text)) {
            parser.nextToken();
            Field whole = read(file, parser, "");
            if (parser.nextToken() != null) {
                throw CourseProblem.at(file, line(parser), "", "there is more after the end: remove it");
            }
            return whole;
        } catch (JsonParseException e) {
            throw CourseProblem.at(file, e.getLocation().getLineNr(), "", "not JSON: " + sentence(e));
        } catch (IOException e) {
            throw CourseProblem.at(file, 1, "", "not JSON: " + e.getMessage());
        }
    }

    /** What the parser says, without the places that only it knows. */
    private static String sentence(JsonParseException e) {
        return e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
    }

    private static Field read(String file, JsonParser parser, String path) throws IOException {
        int line = line(parser);
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Field> fields = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, read(file, parser, path.isEmpty() ? name : path + "." + name));
            }
            return new Field(file, line, path, fields);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Field> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(read(file, parser, path + "[" + items.size() + "]"));
            }
            return new Field(file, line, path, items);
        }
        boolean isNumber = token != null && token.isNumeric();
        return new Field(file, line, path, isNumber ? parser.getDecimalValue() : String.valueOf(parser.getText()));
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    CourseProblem problem(String what) {
        return CourseProblem.at(file, line, path, what);
    }

    /** Refuses an object with fields that nobody knows: most are misspelt. */
    Field knowing(String... names) throws CourseProblem {
        for (Map.Entry<String, Field> each : fields().entrySet()) {
            if (!Set.of(names).contains(each.getKey())) {
                throw each.getValue().problem("there is no such field; there are " + String.join(", ", new TreeSet<>(Set.of(names))));
            }
        }
        return this;
    }

    /** The fields of an object, in the order of the file. */
    @SuppressWarnings("unchecked") // read() makes nothing else
    Map<String, Field> fields() throws CourseProblem {
        if (value instanceof Map<?, ?> fields) {
            return (Map<String, Field>) fields;
        }
        throw problem("must be an object: { … }");
    }

    Optional<Field> get(String name) throws CourseProblem {
        return Optional.ofNullable(fields().get(name));
    }

    Field need(String name) throws CourseProblem {
        Optional<Field> field = get(name);
        if (field.isEmpty()) {
            throw problem("the field " + name + " is missing");
        }
        return field.get();
    }

    @SuppressWarnings("unchecked") // read() makes nothing else
    List<Field> items() throws CourseProblem {
        if (value instanceof List<?> items) {
            return (List<Field>) items;
        }
        throw problem("must be a list: [ … ]");
    }

    String text() throws CourseProblem {
        if (value instanceof String text) {
            return text;
        }
        throw problem("must be a text in quotes");
    }

    BigDecimal number(int min, int max) throws CourseProblem {
        if (value instanceof BigDecimal number
                && number.compareTo(BigDecimal.valueOf(min)) >= 0
                && number.compareTo(BigDecimal.valueOf(max)) <= 0) {
            return number;
        }
        throw problem("must be a number from " + min + " to " + max);
    }

    /** With an offset: a date without one means another moment on every machine. */
    Instant instant() throws CourseProblem {
        try {
            return OffsetDateTime.parse(text()).toInstant();
        } catch (DateTimeException e) {
            throw problem("must be a date with time and offset, for example 2026-10-12T23:59:00+02:00");
        }
    }

    Duration duration() throws CourseProblem {
        try {
            Duration duration = Duration.parse(text());
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw problem("must be a duration, for example PT15M, PT6H or P2D");
    }
}
