package dev.pagewalk.bench.explorer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Scriptable;

/** The explorer's script, run without a browser; and what holds it against measurements. */
final class WalkScript implements AutoCloseable {
    private final Context context = Context.enter();
    private final Scriptable scope;

    WalkScript() throws IOException {
        context.setLanguageVersion(Context.VERSION_ES6);
        scope = context.initStandardObjects();
        run(read("walk.js"));
        run(read("replay.js"));
    }

    /** The value of an expression or of a script, as text. */
    String run(String script) {
        return Context.toString(context.evaluateString(scope, script, "script", 1, null));
    }

    /** A function that takes a text and gives one. */
    java.util.function.Function<String, String> function(String expression) {
        Function function = (Function) context.evaluateString(scope, expression, "function", 1, null);
        return text -> Context.toString(function.call(context, scope, scope, new Object[] {text}));
    }

    private static String read(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(WalkScript.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        Context.exit();
    }
}
