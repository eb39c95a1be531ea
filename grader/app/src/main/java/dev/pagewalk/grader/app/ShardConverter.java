package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.batch.Shard;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 3/8}. */
final class ShardConverter implements ITypeConverter<Shard> {

    @Override
    public Shard convert(String text) {
        return Shard.parse(text)
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is no shard: give I/N with 1 <= I <= N, for example 1/4"));
    }
}
